package io.scaiwave.gateway.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.gateway.token.Algorithm;
import io.scaiwave.gateway.token.Issuer;
import io.scaiwave.gateway.token.IssuerKeys;
import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.gateway.token.Issuers;
import io.scaiwave.gateway.token.KeyTimes;
import io.scaiwave.gateway.token.TestKey;
import io.scaiwave.gateway.token.TestToken;
import io.scaiwave.gateway.token.TokenVerifier;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** G-08: whoever sends tokens with made-up key names cannot make us ask the issuer again and again. */
class UnknownKeyFloodTest {

    private static final TestKey KEY = TestKey.of("one", Algorithm.EDDSA);
    private static final int FLOOD = 10_000;
    private static final Duration COOLDOWN = Duration.ofSeconds(1);
    /** Refreshed by age too seldom to matter here. */
    private static final KeyTimes TIMES =
            new KeyTimes(Duration.ofSeconds(50), Duration.ofSeconds(55), COOLDOWN, COOLDOWN, Duration.ofHours(1));

    private static boolean isGood(CompletableFuture<?> verified) {
        return !verified.isCompletedExceptionally();
    }

    @Test
    void tenThousandUnknownKeysCauseOneFetchInACooldownAndDisturbNobody() throws Exception {
        try (KeyServer server = new KeyServer(KEY)) {
            TokenVerifier verifier = verifier(server);
            String good = TestToken.good(KEY, Instant.now()).sign();
            // The first fetch of a busy machine may come too late; it is tried again after the pause.
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                verify(verifier, good).get(10, TimeUnit.SECONDS);
                return true;
            });
            int before = server.asked();
            long start = System.nanoTime();

            List<CompletableFuture<?>> floods = IntStream.range(0, FLOOD)
                    .<CompletableFuture<?>>mapToObj(i -> verify(verifier, withUnknownKey(good, i)))
                    .toList();
            List<CompletableFuture<?>> goods = IntStream.range(0, FLOOD / 10)
                    .<CompletableFuture<?>>mapToObj(i -> verify(verifier, good))
                    .toList();
            CompletableFuture.allOf(floods.toArray(CompletableFuture[]::new))
                    .handle((done, refused) -> done)
                    .get(60, TimeUnit.SECONDS);
            CompletableFuture.allOf(goods.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf(
                    "%d unknown keys in %d ms: %d fetches%n", FLOOD, took.toMillis(), server.asked() - before);
            assertThat(floods).noneMatch(UnknownKeyFloodTest::isGood);
            assertThat(goods).allMatch(UnknownKeyFloodTest::isGood);
            assertThat((long) server.asked()).isLessThanOrEqualTo(before + 1 + took.dividedBy(COOLDOWN));
        }
    }

    private static CompletableFuture<?> verify(TokenVerifier verifier, String token) {
        Future<?> verified = verifier.verify(token);
        return verified.toCompletionStage().toCompletableFuture();
    }

    private static String withUnknownKey(String good, int number) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"made-up-" + number + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + good.substring(good.indexOf('.'));
    }

    private static TokenVerifier verifier(KeyServer server) {
        HttpKeySource source = new HttpKeySource(server.vertx(), server.uri(), List.of(Algorithm.values()), true);
        IssuerKeys keys = new IssuerKeys(TestToken.ISSUER, source, TIMES, InstantSource.system());
        return new TokenVerifier(
                new Issuers(List.of(new Issuer(
                        TestToken.ISSUER, "scaiwave", new IssuerScope.OfPlatform(), Optional.empty(), keys))),
                InstantSource.system());
    }
}
