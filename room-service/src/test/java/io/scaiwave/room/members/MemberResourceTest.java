package io.scaiwave.room.members;

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
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.directory.TenantDirectory;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class MemberResourceTest {

    @Inject
    TenantDirectory directory;

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();
    private final User bob = tenant.user();

    private static Response join(User user, String room) {
        return Rest.post(user, "/v1/rooms/" + room + "/join");
    }

    private static Response leave(User user, String room) {
        return Rest.post(user, "/v1/rooms/" + room + "/leave");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "public"})
    void whoJoinsIsAMemberAndIsAnnounced(String type) {
        String room = Rest.room(alice, type);

        join(bob, room)
                .then()
                .statusCode(200)
                .body("data.membership", equalTo("join"))
                .body("data.power_level", equalTo(0))
                .body("data.participants", equalTo(2));

        List<String> members = Rest.get(bob, "/v1/rooms/" + room + "/members").path("data.participant_id");
        assertThat(members)
                .containsExactlyInAnyOrder(alice.id().wire(), bob.id().wire());
        Rest.get(bob, "/v1/rooms/" + room + "/messages?limit=1")
                .then()
                .body("data[0].event_type", equalTo("swp.room.member"))
                .body("data[0].content.membership", equalTo("join"))
                .body("data[0].content.participant_id", equalTo(bob.id().wire()));
    }

    @Test
    void joiningTwiceIsJoiningOnce() {
        String room = Rest.room(alice, "group");
        join(bob, room).then().statusCode(200);
        int before = Rest.get(alice, "/v1/rooms/" + room + "/messages").path("data[0].stream_position");

        join(bob, room).then().statusCode(200).body("data.participants", equalTo(2));

        Rest.get(alice, "/v1/rooms/" + room + "/messages").then().body("data[0].stream_position", equalTo(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dm", "incognito", "sidekick", "bridge"})
    void roomsThatNeedAnInvitationAreUnknownWithoutOne(String type) {
        String room = Rest.room(alice, type);

        Problems.refused(join(bob, room), 404, "SW_ROOM_NOT_FOUND");
        Problems.refused(Rest.get(bob, "/v1/rooms/" + room + "/members"), 404, "SW_ROOM_NOT_FOUND");
        Problems.refused(leave(bob, room), 404, "SW_ROOM_NOT_FOUND");
    }

    @Test
    void whoLeftIsOutside() {
        String room = Rest.room(alice, "group");
        join(bob, room).then().statusCode(200);

        leave(bob, room).then().statusCode(200);

        Problems.refused(Rest.send(bob, room, "still here?"), 403, "SW_NOT_MEMBER");
        Problems.refused(leave(bob, room), 403, "SW_NOT_MEMBER");
        Rest.get(alice, "/v1/rooms/" + room).then().body("data.participants", equalTo(1));
        Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=1")
                .then()
                .body("data[0].content.membership", equalTo("leave"));
    }

    @Test
    void aFullRoomNamesItsLimit() {
        try (Nats nats = new Nats()) {
            nats.tell(directory, Nats.entry(tenant.context(), "active", "active", Map.of("max_participants", 2L)));
        }
        String room = Rest.room(alice, "group");
        join(bob, room).then().statusCode(200);

        Response third = join(tenant.user(), room);

        Problems.refused(third, 409, "SW_ROOM_CAPACITY");
        third.then()
                .body("limit.name", equalTo("max_participants"))
                .body("limit.limit", equalTo(2))
                .body("limit.used", equalTo(2))
                .body("limit.requested", equalTo(1));
        leave(bob, room).then().statusCode(200);
        join(tenant.user(), room).then().statusCode(200);
    }

    @Test
    void aCrowdAtTheDoorFillsTheRoomExactly() throws Exception {
        try (Nats nats = new Nats()) {
            nats.tell(directory, Nats.entry(tenant.context(), "active", "active", Map.of("max_participants", 10L)));
        }
        String room = Rest.room(alice, "group");
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            User guest = tenant.user();
            // Each knocks twice at the same time.
            crowd.add(() -> knock(guest, room));
            crowd.add(() -> knock(guest, room));
        }

        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(30)) {
            for (Future<Integer> answer : threads.invokeAll(crowd)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnly(200, 409);
        Rest.get(alice, "/v1/rooms/" + room).then().body("data.participants", equalTo(10));
        Rest.get(alice, "/v1/rooms/" + room + "/members").then().body("data", hasSize(10));
    }

    /** A busy machine may ask to come back; whoever does must not count twice. */
    private static int knock(User guest, String room) {
        int answer = 503;
        for (int i = 0; answer == 503 && i < 10; i++) {
            answer = join(guest, room).statusCode();
        }
        return answer;
    }

    @Test
    void membersComeInPages() {
        String room = Rest.room(alice, "group");
        for (int i = 0; i < 4; i++) {
            join(tenant.user(), room).then().statusCode(200);
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Response page = Rest.get(alice, "/v1/rooms/" + room + "/members?limit=2" + cursor);
            seen.addAll(page.<List<String>>path("data.participant_id"));
            cursor = "&cursor=" + page.path("meta.next_cursor");
        } while (!cursor.endsWith("null"));

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        String other = Rest.room(alice, "group");
        String firstCursor =
                Rest.get(alice, "/v1/rooms/" + room + "/members?limit=1").path("meta.next_cursor");
        Problems.invalid(Rest.get(alice, "/v1/rooms/" + other + "/members?cursor=" + firstCursor), "cursor");
    }

    @Test
    void viewersReadTheRoomsTheyAreIn() {
        String room = Rest.room(alice, "group");
        User viewer = tenant.user(Role.TENANT_VIEWER);
        // Joined while still a user.
        User before = viewer.as(Role.TENANT_USER);
        join(before, room).then().statusCode(200);

        Rest.get(viewer, "/v1/rooms/" + room + "/messages").then().statusCode(200);
        Rest.get(viewer, "/v1/rooms").then().body("data.id", equalTo(List.of(room)));
        Problems.refused(Rest.send(viewer, room, "x"), 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        Problems.refused(leave(viewer, room), 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }
}
