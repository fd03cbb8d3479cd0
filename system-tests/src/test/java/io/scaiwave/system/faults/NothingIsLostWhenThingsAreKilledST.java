package io.scaiwave.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages flow while a part is killed with {@code kill -9} and started again. Every message that was accepted is in the
 * room and reached a durable subscriber, once in effect, in room order.
 */
class NothingIsLostWhenThingsAreKilledST {

    private static final int PER_SECOND = 200;
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(3);

    private final Installation installation = Installation.shared();

    @ParameterizedTest
    @ValueSource(strings = {"room-service", "nats", "postgres"})
    void killedUnderLoad(String victim) throws Exception {
        TestTenant tenant = TestTenant.create(installation).unlimited();
        Api user = tenant.user("alice");
        String room = tenant.room(user);
        var credentials = Listener.credentials(tenant, true);

        Flow flow = new Flow(user, room, PER_SECOND);
        flow.runFor(BEFORE);
        if (victim.equals("room-service")) {
            installation.kill(victim);
        } else {
            installation.killServer(victim);
        }
        flow.runFor(Duration.ofSeconds(1));
        installation.up();
        int acceptedBefore = flow.accepted().size();
        flow.runFor(AFTER);
        flow.end();

        List<String> inRoom = RoomReader.allTexts(user, room);
        System.out.printf(
                "%s killed under load: %d tried, %d accepted, %d in the room%n",
                victim, flow.tried(), flow.accepted().size(), inRoom.size());
        assertThat(acceptedBefore).isPositive();
        assertThat(flow.accepted()).as("accepted after the restart as well").hasSizeGreaterThan(acceptedBefore);
        assertThat(inRoom).doesNotHaveDuplicates().containsAll(flow.accepted());
        try (DurableReader reader = new DurableReader(credentials)) {
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(reader.read().effects()).containsAll(inRoom));
            assertThat(reader.effects()).containsExactlyElementsOf(inRoom);
        }
    }
}
