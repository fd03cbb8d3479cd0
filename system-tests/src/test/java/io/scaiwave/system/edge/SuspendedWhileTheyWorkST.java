package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.faults.RoomReader;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T-28: a tenant is suspended in the middle of its work, and has lost nothing when it may go on. */
class SuspendedWhileTheyWorkST {

    private static final int PER_SECOND = 200;
    /** What threats ask for; how long it really took is printed. */
    private static final Duration EVERYBODY_OUT = Duration.ofSeconds(5);

    private final Installation installation = Installation.shared();

    @Test
    void everybodyIsOutWithinSecondsAndEverythingIsThereAfterwards() throws Exception {
        TestTenant tenant = TestTenant.create(installation).unlimited();
        TestTenant neighbour = TestTenant.create(installation);
        Api partner = installation.as(
                installation.tokens().partner(TestTenant.internalPartner(installation), "pat", "partner_admin"));
        Api user = tenant.user("alice");
        String room = tenant.room(user);
        Api quiet = tenant.user("quinn");
        long seen = tenant.say(quiet, tenant.room(quiet), "and then silence")
                .path("stream_position")
                .asLong();

        SteadyWork work = new SteadyWork(user, room, PER_SECOND);
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
                work) {
            List<CompletableFuture<Ended>> polls = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> poll(quiet, seen), waiting))
                    .toList();
            work.answered(PER_SECOND);

            long asked = System.nanoTime();
            partner.post("/v1/tenants/" + tenant.id() + "/suspend", "{\"reason\":\"unpaid\"}")
                    .expect(200);
            long done = System.nanoTime();
            work.refusedInARow(2 * PER_SECOND);

            List<Ended> ended = new ArrayList<>();
            for (CompletableFuture<Ended> poll : polls) {
                ended.add(poll.get(60, TimeUnit.SECONDS));
            }
            Duration lastServed = work.lastServedAfter(asked);
            Duration lastPoll = ended.stream()
                    .map(end -> end.after(asked))
                    .max(Duration::compareTo)
                    .orElseThrow();
            System.out.printf(
                    "suspended under load: %d served, %d refused; the order took %d ms, the last request served began %d ms"
                            + " after it was given, the last long poll ended %d ms after%n",
                    work.served().size(),
                    work.refused(),
                    TimeUnit.NANOSECONDS.toMillis(done - asked),
                    lastServed.toMillis(),
                    lastPoll.toMillis());
            assertThat(work.others()).as("neither served nor refused").isEmpty();
            assertThat(lastServed).isLessThan(EVERYBODY_OUT);
            assertThat(ended).allSatisfy(end -> assertThat(end.answer().code()).isEqualTo("SW_TENANT_SUSPENDED"));
            assertThat(lastPoll).isLessThan(EVERYBODY_OUT);
            neighbour.user("nora").get("/v1/me").expect(200);
        }

        partner.post("/v1/tenants/" + tenant.id() + "/resume", "{}").expect(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(user.get("/v1/rooms/" + room).status()).isEqualTo(200));
        assertThat(RoomReader.allTexts(user, room)).containsExactlyInAnyOrderElementsOf(work.served());
    }

    private record Ended(Api.Answer answer, long at) {

        Duration after(long start) {
            return Duration.ofNanos(Math.max(0, at - start));
        }
    }

    private static Ended poll(Api user, long since) {
        Api.Answer answer = user.get("/v1/sync?timeout=30000&since=" + since);
        return new Ended(answer, System.nanoTime());
    }
}
