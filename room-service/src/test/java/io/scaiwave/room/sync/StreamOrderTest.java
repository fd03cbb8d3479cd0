package io.scaiwave.room.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.Acts;
import io.scaiwave.room.events.Content;
import io.scaiwave.room.events.EventDraft;
import io.scaiwave.room.events.EventType;
import io.scaiwave.room.events.RoomEvent;
import io.scaiwave.room.events.Sending;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.id.RoomId;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Many writers of many tenants at once, and readers who go on from where they were. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class StreamOrderTest {

    private static final Logger LOG = Logger.getLogger(StreamOrderTest.class);
    private static final int TENANTS = 3;
    private static final int MESSAGES = 600;
    private static final int AT_ONCE = 16;

    @Inject
    Sending sending;

    @Inject
    Acts acts;

    @Inject
    Feed feed;

    @Test
    void positionsHaveNoGapsAndNoReaderSkipsALateCommit() throws Exception {
        List<Callable<Void>> everybody = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            User alice = Tenant.fresh().user();
            RoomId room = RoomId.parse(Rest.room(alice, "group"));
            everybody.add(() -> write(participant(alice), room, MESSAGES));
            everybody.add(() -> follow(participant(alice), 3 + MESSAGES));
            everybody.add(() -> follow(participant(alice), 3 + MESSAGES));
        }

        long start = System.nanoTime();
        List<Future<Void>> done = together(everybody);

        for (Future<Void> each : done) {
            each.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        LOG.infof("%d tenants: %.0f sends/s in all, with two readers each", TENANTS, TENANTS * MESSAGES / seconds);
    }

    @Test
    void oneTenantAlone() {
        User alice = Tenant.fresh().user();
        RoomId room = RoomId.parse(Rest.room(alice, "group"));
        write(participant(alice), room, 200);

        long start = System.nanoTime();
        write(participant(alice), room, 2 * MESSAGES);

        double rate = 2 * MESSAGES / ((System.nanoTime() - start) / 1e9);
        LOG.infof("one tenant: %.0f sends/s", rate);
        assertThat(rate)
                .as("sends per second of one tenant on a shared machine")
                .isGreaterThan(50);
    }

    @Test
    void oneEventUuidIsOneRowHoweverManySendIt() throws Exception {
        User alice = Tenant.fresh().user();
        RoomId room = RoomId.parse(Rest.room(alice, "group"));
        UUID uuid = UUID.randomUUID();
        Participant sender = participant(alice);

        List<Sending.Sent> sent = Multi.createFrom()
                .range(0, 64)
                .onItem()
                .transformToUni(i -> sending.send(sender, new Sending.Message(draft(sender, room, i), uuid, null)))
                .merge(32)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(30));

        assertThat(sent).filteredOn(Sending.Sent::fresh).hasSize(1);
        assertThat(sent)
                .extracting(one -> one.event().id())
                .containsOnly(sent.getFirst().event().id());
        assertThat(feed.look(sender, 3, 100)
                        .await()
                        .atMost(Duration.ofSeconds(5))
                        .events())
                .extracting(RoomEvent::streamPosition)
                .containsExactly(4L);
    }

    private EventDraft draft(Participant sender, RoomId room, int i) {
        Act act = acts.by(sender, null);
        return act.draft(room, EventType.MESSAGE, Content.of(Map.of("msgtype", "swp.text", "n", i)));
    }

    private static Participant participant(User user) {
        return new Participant(user.tenant().context(), ParticipantId.of(user.id()), true, false);
    }

    private Void write(Participant sender, RoomId room, int messages) {
        Multi.createFrom()
                .range(0, messages)
                .onItem()
                .transformToUni(
                        i -> sending.send(sender, new Sending.Message(draft(sender, room, i), UUID.randomUUID(), null)))
                .merge(AT_ONCE)
                .collect()
                .last()
                .await()
                .atMost(Duration.ofMinutes(2));
        return null;
    }

    private Void follow(Participant reader, int until) {
        List<Long> seen = new ArrayList<>();
        long since = 0;
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (seen.size() < until && System.nanoTime() < deadline) {
            Feed.Look look = feed.look(reader, since, 7).await().atMost(Duration.ofSeconds(10));
            look.events().forEach(event -> seen.add(event.streamPosition()));
            since = look.next();
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, until).boxed().toList());
        return null;
    }

    private static List<Future<Void>> together(List<Callable<Void>> all) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(all);
        }
    }
}
