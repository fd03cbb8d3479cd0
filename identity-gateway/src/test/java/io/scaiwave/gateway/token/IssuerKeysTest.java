package io.scaiwave.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When an issuer is asked for its keys, and how long what it said is believed. */
class IssuerKeysTest {

    private static final TestKey ONE = TestKey.of("one", Algorithm.EDDSA);
    private static final TestKey TWO = TestKey.of("two", Algorithm.EDDSA);

    private final MovableClock clock = new MovableClock(TestIssuer.NOW);
    private final AtomicInteger fetches = new AtomicInteger();
    private Future<KeySet> published = published(ONE);
    private final IssuerKeys keys = new IssuerKeys(
            "issuer",
            () -> {
                fetches.incrementAndGet();
                return published;
            },
            KeyTimes.STANDARD,
            clock);

    private static Future<KeySet> published(TestKey... published) {
        return Future.succeededFuture(TestIssuer.keySet(
                List.of(Algorithm.values()),
                Arrays.stream(published).map(TestKey::jwk).toList()));
    }

    private Optional<VerificationKey> find(String kid) {
        Future<Optional<VerificationKey>> found = keys.find(kid);
        assertThat(found.succeeded()).as("answered").isTrue();
        return found.result();
    }

    @Test
    void aKnownKeyIsFetchedOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(find("one")).isPresent();
        }

        assertThat(fetches).hasValue(1);
    }

    // G-08

    @Test
    void tenThousandUnknownKeyIdsCauseOneFetchInThirtySeconds() {
        assertThat(find("one")).isPresent();

        for (int i = 0; i < 10_000; i++) {
            assertThat(find("unknown-" + i)).isEmpty();
            clock.advance(Duration.ofMillis(2));
        }

        assertThat(fetches).hasValue(2);
    }

    @Test
    void unknownKeyIdsWaitForTheOneFetchUnderWay() {
        assertThat(find("one")).isPresent();
        Promise<KeySet> slow = Promise.promise();
        published = slow.future();

        List<Future<Optional<VerificationKey>>> waiting =
                List.of(keys.find("two"), keys.find("two"), keys.find("three"));
        assertThat(waiting).noneMatch(Future::isComplete);
        slow.complete(published(ONE, TWO).result());

        assertThat(fetches).hasValue(2);
        assertThat(waiting.get(1).result()).isPresent();
        assertThat(waiting.get(2).result()).isEmpty();
    }

    // G-09

    @Test
    void theLastGoodKeysWorkForAnHourWhileTheSourceIsDown() {
        assertThat(find("one")).isPresent();
        published = Future.failedFuture("down");

        clock.advance(Duration.ofSeconds(50));
        assertThat(find("one")).isPresent();
        clock.advance(Duration.ofMinutes(58));
        assertThat(find("one")).isPresent();
        clock.advance(Duration.ofMinutes(2));

        assertThat(keys.find("one").failed()).isTrue();
        assertThat(keys.find("one").cause()).isInstanceOf(IssuerKeys.KeysUnavailable.class);
    }

    @Test
    void aSourceThatIsDownIsAskedOnceInThirtySeconds() {
        assertThat(find("one")).isPresent();
        published = Future.failedFuture("down");

        for (int second = 0; second < 300; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(find("one")).isPresent();
        }

        assertThat(fetches.get()).isBetween(8, 11);
    }

    @Test
    void whatWasNeverFetchedIsNoKeyOfAnybody() {
        published = Future.failedFuture("down");

        assertThat(keys.find("one").cause()).isInstanceOf(IssuerKeys.KeysUnavailable.class);
    }

    // G-10

    @Test
    void aNewKeyWorksAtOnceAndTheOldOneAsLongAsItIsPublished() {
        VerificationKey first = find("one").orElseThrow();
        published = published(ONE, TWO);

        assertThat(find("two")).isPresent();
        assertThat(keys.trusts(first)).isTrue();
    }

    @Test
    void aRemovedKeyIsRefusedWithinAMinuteUnderLoad() {
        VerificationKey first = find("one").orElseThrow();
        published = published(TWO);

        int seconds = 0;
        while (keys.trusts(first)) {
            clock.advance(Duration.ofSeconds(1));
            seconds++;
            assertThat(seconds).isLessThanOrEqualTo(60);
        }

        assertThat(find("one")).isEmpty();
    }

    @Test
    void aRemovedKeyIsRefusedAtItsFirstUseAfterAPause() {
        VerificationKey first = find("one").orElseThrow();
        published = published(TWO);

        clock.advance(Duration.ofMinutes(5));

        assertThat(keys.trusts(first)).isFalse();
        assertThat(find("one")).isEmpty();
        assertThat(first.isLive()).isFalse();
    }

    @Test
    void anotherKeyUnderTheSameNameReplacesTheFirst() {
        VerificationKey first = find("one").orElseThrow();
        published = published(TestKey.of("one", Algorithm.EDDSA));

        clock.advance(Duration.ofMinutes(2));

        assertThat(find("one")).isPresent().get().isNotSameAs(first);
        assertThat(keys.trusts(first)).isFalse();
    }
}
