package io.scaiwave.system.stops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.faults.RoomReader;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** a service is asked to stop while 200 requests/s flow. What has reached a process is answered by it. */
class NothingAcceptedIsDroppedByAStopST {

    private static final int PER_SECOND = 200;
    /** What the gateway says for a service that has said nothing. */
    private static final String NO_WORD = "does not answer";

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Installation installation = Installation.shared();
    private Api user;
    private Api reader;
    private String room;

    @BeforeEach
    void aRoom() {
        TestTenant tenant = TestTenant.create(installation).unlimited();
        user = tenant.user("alice");
        reader = tenant.user("bob");
        room = tenant.room(user);
    }

    @AfterEach
    void allIsUpAgain() {
        installation.up();
    }

    @Test
    void whileTheOnlyRoomServiceStopsTheGatewayAnswersEveryRequest() throws Exception {
        Load load = new Load(user, room).start(PER_SECOND);
        try (load) {
            await().until(() -> load.accepted().size() > PER_SECOND);
            stop("room-service");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !load.answered(503).isEmpty());
            installation.up();
            int before = load.accepted().size();
            await().atMost(Duration.ofSeconds(20)).until(() -> load.accepted().size() > before + PER_SECOND);
        }

        System.out.printf(
                "room-service stopped under load: %d accepted, %d told to come back, %d without an answer%n",
                load.accepted().size(), load.answered(503).size(), load.failed().size());
        assertThat(load.failed()).isEmpty();
        assertThat(load.answered()).allSatisfy(one -> assertThat(one.answer().status())
                .as(one.answer().body())
                .isIn(201, 503));
        assertThat(load.answered(503)).allSatisfy(one -> {
            assertThat(one.answer().code()).isEqualTo("SW_DEPENDENCY_DOWN");
            assertThat(one.answer().header("Retry-After")).isNotEmpty();
        });
        // Whoever got no word from room-service itself is not in the room: nothing was done and left unanswered. What
        // room-service says itself, as of a database that was slow, is an answer.
        List<String> inRoom = RoomReader.allTexts(user, room);
        List<String> unanswered = load.answered(503).stream()
                .filter(one -> one.answer().body().contains(NO_WORD))
                .map(Load.Answered::text)
                .toList();
        assertThat(unanswered).isNotEmpty();
        assertThat(inRoom).doesNotHaveDuplicates().containsAll(load.accepted()).doesNotContainAnyElementsOf(unanswered);
    }

    @Test
    void theGatewayAnswersAllThatItAcceptedAndThenEnds() throws Exception {
        reader.get("/v1/me").expect(200);
        double acceptedBefore = accepted();
        var poll = CompletableFuture.supplyAsync(() -> reader.get("/v1/sync?timeout=12000&since=0"));
        await().until(() -> accepted() == acceptedBefore + 1);
        Load load = new Load(user, room).start(PER_SECOND);
        try (load) {
            await().until(() -> load.accepted().size() > PER_SECOND);
            ProcessHandle gateway = ask("identity-gateway");
            await().atMost(Duration.ofSeconds(20)).until(() -> !installation.isReady("identity-gateway"));
            gateway.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        }

        Drained drained = Drained.lastOf(installation);
        System.out.printf(
                "gateway stopped under load: %s; %d answers arrived, %d requests met a closed port%n",
                drained, load.answered().size() + 1, load.failed().size());
        assertThat(poll.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(drained.underWay()).isZero();
        assertThat(drained.answered()).isEqualTo(drained.accepted());
        assertThat(drained.accepted() - acceptedBefore)
                .isEqualTo(load.answered().size() + 1.0);
        assertThat(load.answered())
                .allSatisfy(one -> assertThat(one.answer().status()).isEqualTo(201));
    }

    private double accepted() {
        return installation.metric("identity-gateway", "scaiwave_gateway_requests_accepted_total");
    }

    private void stop(String service) throws Exception {
        ask(service).onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    }

    /** {@code SIGTERM}. */
    private ProcessHandle ask(String service) {
        ProcessHandle process = ProcessHandle.of(installation.pid(service)).orElseThrow();
        assertThat(process.destroy()).isTrue();
        return process;
    }
}
