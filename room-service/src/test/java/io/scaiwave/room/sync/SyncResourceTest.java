package io.scaiwave.room.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Nats;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.directory.TenantDirectory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class SyncResourceTest {

    @Inject
    TenantDirectory directory;

    @Inject
    Wakeups wakeups;

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();
    private final User bob = tenant.user();

    private static Response sync(User user, String query) {
        return Rest.get(user, "/v1/sync?" + query);
    }

    private static int next(Response answer) {
        return answer.path("meta.next_since");
    }

    /** A long poll that has begun to wait. */
    private CompletableFuture<Response> waiting(User user, int since) {
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> sync(user, "since=" + since + "&timeout=20000"));
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(wakeups.waiting(tenant.id()))
                .isEqualTo(1));
        return answer;
    }

    @Test
    void whatHappensInOnesRoomsComesInOrder() {
        String mine = Rest.room(alice, "group");
        String hers = Rest.room(bob, "group");
        Rest.send(alice, mine, "one").then().statusCode(201);
        Rest.send(bob, hers, "not for alice").then().statusCode(201);
        Rest.send(alice, mine, "two").then().statusCode(201);

        Response first = sync(alice, "limit=4");
        Response rest = sync(alice, "limit=4&since=" + next(first));

        assertThat(first.<Boolean>path("meta.has_more")).isTrue();
        assertThat(rest.<Boolean>path("meta.has_more")).isFalse();
        List<String> rooms = first.path("data.events.room_id");
        assertThat(rooms).containsOnly(mine);
        assertThat(rest.<String>path("data.events[0].content.body")).isEqualTo("two");
        assertThat(next(rest))
                .as("the reader is past what was not for it as well")
                .isEqualTo(9);
        sync(alice, "since=" + next(rest)).then().body("data.events", hasSize(0));
    }

    @Test
    void anotherTenantSeesNothing() {
        Rest.room(alice, "group");

        Response answer = sync(Tenant.fresh().user(), "since=0");

        answer.then().body("data.events", hasSize(0)).body("meta.next_since", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "incognito"})
    void aWaitingReaderIsWokenByAMessage(String type) throws Exception {
        String room = Rest.room(alice, type);
        CompletableFuture<Response> answer = waiting(alice, 3);
        long start = System.nanoTime();

        Rest.send(alice, room, "wake up").then().statusCode(201);

        Response woken = answer.get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        woken.then().body("data.events.content.body", equalTo(List.of("wake up")));
    }

    @Test
    void aWaitingReaderIsWokenByWordOfAnotherReplica() throws Exception {
        String room = Rest.room(alice, "group");
        CompletableFuture<Response> answer = waiting(alice, 3);

        // As another replica would do it: the row first, then the word.
        insertMessage(room);
        try (Nats nats = new Nats()) {
            nats.wake(tenant.id(), room);
        }

        Response woken = answer.get(4, TimeUnit.SECONDS);
        woken.then().body("data.events", hasSize(1)).body("meta.next_since", equalTo(4));
    }

    private void insertMessage(String room) throws Exception {
        try (var rows = io.scaiwave.room.testing.Rows.of(tenant.id())) {
            rows.run("""
                    WITH turn AS (UPDATE streams SET position = position + 1 RETURNING tenant_id, position)
                    INSERT INTO events (tenant_id, room_id, stream_position, id, sender_id, event_type, content,
                        origin_ts, created_at)
                    SELECT tenant_id, ?, position, gen_random_uuid(), 'usr_x', 'swp.room.message', '{}', now(), now()
                    FROM turn""", io.scaiwave.tenancy.id.RoomId.parse(room).uuid());
        }
    }

    @Test
    void whoComesIntoARoomIsWokenByIt() throws Exception {
        String room = Rest.room(alice, "group");
        CompletableFuture<Response> answer = waiting(bob, 3);

        Rest.post(bob, "/v1/rooms/" + room + "/join").then().statusCode(200);

        answer.get(4, TimeUnit.SECONDS).then().body("data.events.room_id", equalTo(List.of(room)));
    }

    @Test
    void whenNothingHappensTheAnswerIsEmptyAfterTheTimeout() {
        Rest.room(alice, "group");

        Response answer = sync(alice, "since=3&timeout=300");

        answer.then().statusCode(200).body("data.events", hasSize(0)).body("meta.next_since", equalTo(3));
        assertThat(answer.time()).isGreaterThanOrEqualTo(300);
        assertThat(wakeups.waiting(tenant.id())).isZero();
    }

    @Test
    void aPositionFromTheFutureIsCorrected() {
        Rest.room(alice, "group");

        sync(alice, "since=1000&timeout=20000").then().body("meta.next_since", equalTo(3));
    }

    @Test
    void aSuspensionEndsTheWaiting() throws Exception {
        String room = Rest.room(alice, "group");
        CompletableFuture<Response> answer = waiting(alice, 3);
        try (Nats nats = new Nats()) {
            nats.tell(directory, Nats.entry(tenant.context(), "suspended", "active", Map.of()));
        }

        Response ended = answer.get(4, TimeUnit.SECONDS);

        Problems.refused(ended, 403, "SW_TENANT_SUSPENDED");
        Problems.refused(Rest.send(alice, room, "x"), 403, "SW_TENANT_SUSPENDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=x", "since=-1", "timeout=30001", "timeout=1s", "limit=1000"})
    void aBadParameterIsNamed(String parameter) {
        Problems.invalid(sync(alice, parameter), parameter.substring(0, parameter.indexOf('=')));
    }
}
