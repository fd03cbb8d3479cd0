package io.scaiwave.gateway.token;

import java.time.Duration;

/**
 * When an issuer is asked for its keys, and how long what it said is believed.
 *
 * @param refreshAfter age at which keys are fetched again behind the caller's back
 * @param staleAfter age at which a fetch is waited for: a key that was removed works no longer than this
 * @param cooldown time between two fetches for kids that are not known, whoever sends how many of them, and between two
 *     tries while the source is down
 * @param firstRetry the same as long as nothing was ever fetched and there is nothing to live on meanwhile
 * @param keep age at which the last good keys are good no more while the source is down
 */
public record KeyTimes(
        Duration refreshAfter, Duration staleAfter, Duration cooldown, Duration firstRetry, Duration keep) {

    private static final Duration LATEST_REMOVAL = Duration.ofSeconds(60);
    private static final Duration LONGEST_KEEP = Duration.ofHours(24);

    public static final KeyTimes STANDARD = new KeyTimes(
            Duration.ofSeconds(40),
            Duration.ofSeconds(55),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofHours(1));

    public KeyTimes {
        if (cooldown.isNegative() || cooldown.isZero() || firstRetry.isNegative() || firstRetry.isZero()) {
            throw new IllegalArgumentException("An issuer may not be asked without a pause");
        }
        if (refreshAfter.compareTo(cooldown) < 0 || staleAfter.compareTo(refreshAfter) < 0) {
            throw new IllegalArgumentException("cooldown, refresh-after and stale-after must grow in this order");
        }
        if (staleAfter.compareTo(LATEST_REMOVAL) > 0) {
            throw new IllegalArgumentException(
                    "A removed key must be refused within a minute: stale-after is too long");
        }
        if (keep.compareTo(staleAfter) < 0 || keep.compareTo(LONGEST_KEEP) > 0) {
            throw new IllegalArgumentException("keep must be between stale-after and a day");
        }
    }
}
