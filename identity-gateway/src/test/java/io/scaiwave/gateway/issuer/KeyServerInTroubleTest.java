package io.scaiwave.gateway.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaiwave.gateway.token.Algorithm;
import io.scaiwave.gateway.token.Issuer;
import io.scaiwave.gateway.token.IssuerKeys;
import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.gateway.token.Issuers;
import io.scaiwave.gateway.token.KeyTimes;
import io.scaiwave.gateway.token.MovableClock;
import io.scaiwave.gateway.token.TestKey;
import io.scaiwave.gateway.token.TestToken;
import io.scaiwave.gateway.token.TokenVerifier;
import io.scaiwave.gateway.token.VerifiedToken;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G-09: what an issuer's key server may do to us, and what comes of it. The clock is the test's, the server is real. */
class KeyServerInTroubleTest {

    private static final TestKey KEY = TestKey.of("one", Algorithm.EDDSA);
    private static final AtomicLong SENT = new AtomicLong();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final KeyServer server = new KeyServer(KEY);
    private final TokenVerifier verifier = verifier();

    private TokenVerifier verifier() {
        HttpKeySource source = new HttpKeySource(server.vertx(), server.uri(), List.of(Algorithm.values()), true);
        IssuerKeys keys = new IssuerKeys(TestToken.ISSUER, source, KeyTimes.STANDARD, clock);
        return new TokenVerifier(
                new Issuers(List.of(new Issuer(
                        TestToken.ISSUER, "scaiwave", new IssuerScope.OfPlatform(), Optional.empty(), keys))),
                clock);
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** Ways in which a key server can be of no use. */
    enum Trouble {
        ERROR(request -> request.response().setStatusCode(500).end("oops")),
        CLOSES(request -> request.connection().close()),
        HALF(request -> {
            request.response().putHeader("Content-Type", "application/json").putHeader("Content-Length", "4000");
            request.response().write("{\"keys\":[");
            request.response().write("{").onComplete(sent -> request.connection()
                    .close());
        }),
        THIRTY_SECONDS(request -> {}),
        DRIP(request -> {
            HttpServerResponse response =
                    request.response().setChunked(true).putHeader("Content-Type", "application/json");
            long timer = io.vertx.core.Vertx.currentContext().owner().setPeriodic(50, tick -> response.write(" "));
            response.closeHandler(
                    gone -> io.vertx.core.Vertx.currentContext().owner().cancelTimer(timer));
        }),
        HUGE(KeyServerInTroubleTest::fiftyMegabytes),
        HTML(request ->
                request.response().putHeader("Content-Type", "text/html").end("<html>Sign in</html>")),
        HTML_CALLED_JSON(KeyServer.json("<html>Sign in</html>")),
        REDIRECT(request -> {
            if (request.path().equals("/elsewhere")) {
                KeyServer.json(KeyServer.keySet(KEY)).handle(request);
            } else {
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/elsewhere")
                        .end();
            }
        }),
        EMPTY(KeyServer.json("{\"keys\":[]}")),
        NO_LIST(KeyServer.json("{\"keys\":\"one\"}")),
        DOUBLED_KID(KeyServer.json(KeyServer.keySet(KEY, TestKey.of("one", Algorithm.ES256)))),
        SYMMETRIC(KeyServer.json(
                KeyServer.keySet(KEY).replace("]}", ",{\"kty\":\"oct\",\"kid\":\"two\",\"k\":\"c2VjcmV0\"}]}"))),
        PRIVATE(KeyServer.json(KeyServer.keySet(KEY)
                .replace("]}", ",{\"kty\":\"OKP\",\"kid\":\"two\",\"crv\":\"Ed25519\",\"d\":\"AAAA\"}]}")));

        private final Handler<HttpServerRequest> answer;

        Trouble(Handler<HttpServerRequest> answer) {
            this.answer = answer;
        }
    }

    private static void fiftyMegabytes(HttpServerRequest request) {
        HttpServerResponse response = request.response().setChunked(true).putHeader("Content-Type", "application/json");
        SENT.set(0);
        pour(response, Buffer.buffer(" ".repeat(64 * 1024)));
    }

    private static void pour(HttpServerResponse response, Buffer part) {
        if (SENT.addAndGet(part.length()) > 50L * 1024 * 1024) {
            response.end();
            return;
        }
        response.write(part).onSuccess(written -> pour(response, part));
    }

    private VerifiedToken verifyFreshToken() {
        return verifier.verify(TestToken.good(KEY, clock.instant()).sign())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    @ParameterizedTest
    @EnumSource
    void theLastGoodKeysWorkForAnHourThenNoneAndAreBackWithTheServer(Trouble trouble) {
        fetchGoodKeys();
        Instant lastGood = clock.instant();
        int asked = server.asked();
        server.answer(trouble.answer);

        clock.advance(Duration.ofSeconds(41));
        assertThat(verifyFreshToken().subject()).isEqualTo("alice");
        whileItIsAsked(asked);
        assertThat(verifyFreshToken().subject()).isEqualTo("alice");
        clock.advance(Duration.between(clock.instant(), lastGood.plus(Duration.ofMinutes(59))));
        assertThat(verifyFreshToken().subject()).isEqualTo("alice");
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(this::verifyFreshToken)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IssuerKeys.KeysUnavailable.class);

        server.answer(KeyServer.json(KeyServer.keySet(KEY)));
        fetchGoodKeys();
    }

    /** However busy the machine is: a fetch that comes too late is tried again after the pause. */
    private void fetchGoodKeys() {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(() -> {
                    clock.advance(Duration.ofSeconds(31));
                    return verifyFreshToken().subject().equals("alice");
                });
    }

    /** Tokens go on being believed until the server in trouble has been asked again. */
    private void whileItIsAsked(int before) {
        AtomicInteger looks = new AtomicInteger();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (looks.getAndIncrement() % 60 == 59) {
                        clock.advance(Duration.ofSeconds(31));
                        assertThat(verifyFreshToken().subject()).isEqualTo("alice");
                    }
                    return server.asked() > before;
                });
    }

    @Test
    void aServerThatIsGoneIsTheSame() {
        fetchGoodKeys();
        server.stop();

        clock.advance(Duration.ofMinutes(59));
        assertThat(verifyFreshToken().subject()).isEqualTo("alice");
        clock.advance(Duration.ofMinutes(2));

        assertThatThrownBy(this::verifyFreshToken).hasCauseInstanceOf(IssuerKeys.KeysUnavailable.class);
    }

    @Test
    void ofFiftyMegabytesOnlyAPartIsEverTaken() {
        server.answer(Trouble.HUGE.answer);

        assertThatThrownBy(this::verifyFreshToken).hasCauseInstanceOf(IssuerKeys.KeysUnavailable.class);

        // 256 KiB are read; the rest is what the system's own buffers swallow.
        assertThat(SENT.get()).isLessThan(25L * 1024 * 1024);
    }
}
