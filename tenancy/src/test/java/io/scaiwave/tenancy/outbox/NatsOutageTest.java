package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.Scopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E-07: whatever happens to NATS, the stream ends up with every event once, and each owner's in order. */
class NatsOutageTest {

    private static final int KILLS = Integer.getInteger("scaiwave.kills", 3);
    private static final long SEED = Long.getLong("scaiwave.seed", System.nanoTime());
    private static final Duration LONG = Duration.ofSeconds(40);

    private final PrivateNats nats = PrivateNats.start();
    private final List<TenantContext> tenants = List.of(Scopes.tenant(), Scopes.tenant(), Scopes.tenant());
    private final ConcurrentHashMap<TenantContext, List<String>> committed = new ConcurrentHashMap<>();
    private Replica replica;

    @BeforeEach
    void start() {
        replica = Replica.start(nats);
        tenants.forEach(tenant -> committed.put(tenant, new ArrayList<>()));
    }

    @AfterEach
    void stop() {
        replica.close();
        nats.stop();
    }

    @Test
    void killedInMidFlowItLosesNothingAndKeepsTheOrder() throws InterruptedException {
        Random random = new Random(SEED);
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.startVirtualThread(() -> {
            while (!enough.get()) {
                commitBurst(random);
            }
        });

        for (int i = 0; i < KILLS; i++) {
            int before = count();
            await().atMost(LONG).until(() -> count() > before + 500);
            nats.kill();
            nats.restart();
        }
        enough.set(true);
        assertThat(writer.join(LONG)).isTrue();

        System.out.printf("NATS outage: seed %d, %d kills, %d events%n", SEED, KILLS, count());
        expectAll();
    }

    @Test
    void wipedItIsFilledAgainInOrder() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10; i++) {
            commitBurst(random);
        }
        await().atMost(LONG).until(() -> replica.unsentOfAll() == 0);

        nats.kill();
        nats.wipe();
        nats.restart();

        expectAll();
    }

    @Test
    void whileItIsDownChangesCommitAndFollowLater() {
        nats.kill();

        commitBurst(new Random(SEED));
        assertThat(count()).isPositive();
        nats.restart();

        expectAll();
    }

    @Test
    void pausedItHoldsUpEventsOnly() {
        nats.pause();
        commitBurst(new Random(SEED));
        assertThat(count()).isPositive();

        nats.resume();

        expectAll();
    }

    private void commitBurst(Random random) {
        TenantContext tenant = tenants.get(random.nextInt(tenants.size()));
        List<String> texts = committed.get(tenant);
        List<String> burst = IntStream.rangeClosed(0, random.nextInt(60))
                .mapToObj(i -> String.valueOf(texts.size() + i))
                .toList();
        replica.publishTogether(tenant, burst);
        texts.addAll(burst);
    }

    private int count() {
        return committed.values().stream().mapToInt(List::size).sum();
    }

    private void expectAll() {
        await().atMost(LONG).untilAsserted(() -> {
            for (TenantContext tenant : tenants) {
                assertSame(published(tenant), committed.get(tenant));
            }
        });
    }

    private List<String> published(TenantContext tenant) {
        return StreamReader.texts(
                nats, "TENANT_EVENTS", Replica.event(tenant, "").subject());
    }

    /** Says in a few words what differs in thousands. */
    private static void assertSame(List<String> published, List<String> committed) {
        List<String> lost = new ArrayList<>(committed);
        lost.removeAll(Set.copyOf(published));
        assertThat(lost).as("lost").isEmpty();
        assertThat(published.size() - Set.copyOf(published).size())
                .as("doubled")
                .isZero();
        for (int i = 0; i < committed.size(); i++) {
            assertThat(published.get(i))
                    .as("place %d of %d", i, committed.size())
                    .isEqualTo(committed.get(i));
        }
    }
}
