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
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** G-08: while tokens with made-up key names come from everywhere, good ones that nobody has seen before are served. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GoodTokensAmongUnknownKeysTest {

    private static final TestKey KEY = TestKey.of("steady", Algorithm.EDDSA);
    private static final int ROUNDS = 5;
    private static final int GOODS = 40;
    private static final int FLOODERS = 2;
    /** The flood takes its part of the same machine; what would be wrong is that good tokens wait for an issuer. */
    private static final double MOST_SLOWED = 20;

    @Inject
    TenantDirectory directory;

    private final AtomicInteger addresses = new AtomicInteger();
    private final AtomicInteger flooded = new AtomicInteger();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    /** As a trusted proxy would pass it on, each time for somebody else, so that no address has failed too often. */
    private HttpResponse<String> ask(HttpClient proxy, String token) throws Exception {
        int number = addresses.incrementAndGet();
        HttpRequest request = Edge.request("/v1/rooms")
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-For", "10.8." + number / 250 % 250 + "." + (1 + number % 250))
                .build();
        return proxy.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient proxy() throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName("127.9.8.8"))
                .build();
    }

    private static String good(TenantEntry tenant) {
        return TestToken.good(KEY, Instant.now())
                .claim("iss", "https://rotating.example")
                .claim("tenant_id", tenant.id().wire())
                .claim("jti", Long.toString(System.nanoTime()))
                .sign();
    }

    private static String withUnknownKey(String good, int number) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"made-up-" + number + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + good.substring(good.indexOf('.'));
    }

    private void flood(HttpClient proxy, String good, AtomicBoolean enough) {
        while (!enough.get()) {
            try {
                int number = flooded.incrementAndGet();
                answers.merge(ask(proxy, withUnknownKey(good, number)).statusCode(), 1, Integer::sum);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The median; every one must be served. */
    private long serve(HttpClient proxy, TenantEntry tenant) throws Exception {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < GOODS; i++) {
            String token = good(tenant);
            long start = System.nanoTime();
            HttpResponse<String> answer = ask(proxy, token);
            took.add(System.nanoTime() - start);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        Collections.sort(took);
        return took.get(GOODS / 2);
    }

    private long serveFlooded(HttpClient proxy, TenantEntry tenant) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        int before = flooded.get();
        try (ExecutorService flooders = Executors.newFixedThreadPool(FLOODERS)) {
            try {
                for (int i = 0; i < FLOODERS; i++) {
                    flooders.execute(() -> flood(proxy, good(tenant), enough));
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> flooded.get() > before + 2 * FLOODERS);
                return serve(proxy, tenant);
            } finally {
                enough.set(true);
            }
        }
    }

    @Test
    void allAreServedAndNoneWaitsForTheFlood() throws Exception {
        TenantEntry tenant = Edge.know(Tenants.fresh(), directory);
        Edge.publishKeys(KeyServer.keySet(KEY));
        try (HttpClient proxy = proxy()) {
            // What was published before this test may be believed for a moment.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ask(proxy, good(tenant)).statusCode() == 200);

            long quiet = Long.MAX_VALUE;
            long loud = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                quiet = Math.min(quiet, serve(proxy, tenant));
                loud = Math.min(loud, serveFlooded(proxy, tenant));
            }

            System.out.printf(
                    "good tokens: median %d µs alone, %d µs among %d unknown keys%n",
                    quiet / 1_000, loud / 1_000, flooded.get());
            assertThat(answers).isNotEmpty().doesNotContainKey(200);
            assertThat((double) loud / quiet).isLessThanOrEqualTo(MOST_SLOWED);
        }
    }
}
