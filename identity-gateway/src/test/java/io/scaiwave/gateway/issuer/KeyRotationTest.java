package io.scaiwave.gateway.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.gateway.token.Algorithm;
import io.scaiwave.gateway.token.TestKey;
import io.scaiwave.gateway.token.TestToken;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** G-10: an issuer changes its key while its people work. Here keys are stale after two seconds instead of 55. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class KeyRotationTest {

    private static final TestKey FIRST = TestKey.of("first", Algorithm.RS256);
    private static final TestKey SECOND = TestKey.of("second", Algorithm.RS256);

    @Inject
    TenantDirectory directory;

    private static String token(TenantEntry tenant, TestKey key) {
        return TestToken.good(key, Instant.now())
                .claim("iss", "https://rotating.example")
                .claim("tenant_id", tenant.id().wire())
                .sign();
    }

    @Test
    void nobodyFailsAndTheOldKeyEnds() throws Exception {
        TenantEntry tenant = Edge.know(Tenants.fresh(), directory);
        String old = token(tenant, FIRST);
        Edge.publishKeys(KeyServer.keySet(FIRST));
        // What was published before this test may be believed for a moment.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Edge.get(old, "/v1/rooms").statusCode() == 200);

        long removedAt;
        long refusedAt;
        Load load = new Load(old);
        try {
            load.served(200);
            Edge.publishKeys(KeyServer.keySet(FIRST, SECOND));
            load.use(token(tenant, SECOND));
            load.served(400);
            removedAt = System.nanoTime();
            Edge.publishKeys(KeyServer.keySet(SECOND));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Edge.get(old, "/v1/rooms").statusCode() == 401);
            refusedAt = System.nanoTime();
            load.served(200);
        } finally {
            load.end();
        }

        System.out.printf(
                "rotation under load: %d good requests, %d failed; the old key refused after %d ms%n",
                load.answered.get(), load.failures.size(), TimeUnit.NANOSECONDS.toMillis(refusedAt - removedAt));
        assertThat(load.failures).isEmpty();
        assertThat(Edge.get(old, "/v1/rooms").statusCode()).isEqualTo(401);
    }

    /** Two hundred requests in a second, as far as the machine can; each must be answered with 200. */
    private static final class Load {

        /** Fewer than the test installation lets one tenant have under way. */
        private static final int AT_ONCE = 6;

        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        private final Semaphore inFlight = new Semaphore(AT_ONCE, true);
        private final AtomicInteger answered = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private volatile String token;

        Load(String token) {
            this.token = token;
            pace.scheduleAtFixedRate(this::launch, 0, 5, TimeUnit.MILLISECONDS);
        }

        /** Returns when the last request with the token before has been answered. */
        void use(String next) throws InterruptedException {
            token = next;
            if (!inFlight.tryAcquire(AT_ONCE, 60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Requests do not end");
            }
            inFlight.release(AT_ONCE);
        }

        private void launch() {
            try {
                // With a time, even none, it does not overtake whoever waits.
                if (inFlight.tryAcquire(0, TimeUnit.SECONDS)) {
                    clients.execute(this::ask);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void ask() {
            try {
                var answer = Edge.get(token, "/v1/rooms");
                if (answer.statusCode() != 200) {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            } finally {
                answered.incrementAndGet();
                inFlight.release();
            }
        }

        /** Until so many more requests have been answered. */
        void served(int more) {
            int until = answered.get() + more;
            await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() >= until);
        }

        void end() throws InterruptedException {
            pace.shutdownNow();
            clients.shutdown();
            if (!clients.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Clients did not end");
            }
        }
    }
}
