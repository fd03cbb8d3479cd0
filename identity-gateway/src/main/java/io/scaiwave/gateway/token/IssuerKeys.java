package io.scaiwave.gateway.token;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, kept near.
 *
 * <ul>
 *   <li>Refreshed in the background after {@link #REFRESH_AFTER}, waited for after {@link #STALE_AFTER}: so a key that
 *       was removed stops working within a minute.
 *   <li>A kid that is not known asks the source at most once in {@link #COOLDOWN}, whoever sends how many of them.
 *   <li>While the source is down the last good keys work for {@link #KEEP}, then none.
 * </ul>
 */
public final class IssuerKeys {

    static final Duration REFRESH_AFTER = Duration.ofSeconds(40);
    static final Duration STALE_AFTER = Duration.ofSeconds(55);
    static final Duration COOLDOWN = Duration.ofSeconds(30);
    /** As long as nothing was ever fetched there is nothing to live on meanwhile. */
    static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    static final Duration KEEP = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private final String issuer;
    private final KeySource source;
    private final InstantSource clock;

    private volatile Map<String, VerificationKey> keys = Map.of();
    private volatile Instant fetchedAt = Instant.MIN;
    private volatile Instant triedAt = Instant.MIN;
    private volatile boolean sourceIsDown;
    private Instant askedForUnknownAt = Instant.MIN;
    private @Nullable Future<Void> underWay;

    public IssuerKeys(String issuer, KeySource source, InstantSource clock) {
        this.issuer = issuer;
        this.source = source;
        this.clock = clock;
    }

    /** The key of that name; empty when the issuer has none; a failure when its keys cannot be had at all. */
    public Future<Optional<VerificationKey>> find(String kid) {
        VerificationKey known = keys.get(kid);
        if (known != null && trusts(known)) {
            return Future.succeededFuture(Optional.of(known));
        }
        Instant now = clock.instant();
        Future<Void> refresh = known == null ? refreshForUnknown(now) : refreshUnlessJustTried(now);
        return refresh.transform(ignored -> answer(kid));
    }

    private Future<Optional<VerificationKey>> answer(String kid) {
        if (isOlderThan(KEEP, fetchedAt, clock.instant())) {
            return Future.failedFuture(new KeysUnavailable());
        }
        return Future.succeededFuture(Optional.ofNullable(keys.get(kid)));
    }

    /** Whether a key found earlier still counts; refreshes behind the caller's back when it is time to. */
    public boolean trusts(VerificationKey key) {
        if (!key.isLive()) {
            return false;
        }
        Instant now = clock.instant();
        if (!isOlderThan(REFRESH_AFTER, fetchedAt, now)) {
            return true;
        }
        boolean trusted = !isOlderThan(sourceIsDown ? KEEP : STALE_AFTER, fetchedAt, now);
        if (trusted) {
            refreshBehind(now);
        }
        return trusted;
    }

    private void refreshBehind(Instant now) {
        if (isOlderThan(COOLDOWN, triedAt, now)) {
            refreshUnlessJustTried(now).onFailure(down -> LOG.debugf("Issuer %s: still no new keys", issuer));
        }
    }

    private synchronized Future<Void> refreshForUnknown(Instant now) {
        if (underWay != null) {
            return underWay;
        }
        if (fetchedAt.equals(Instant.MIN)) {
            return isOlderThan(FIRST_RETRY, triedAt, now) ? refresh(now) : Future.succeededFuture();
        }
        if (!isOlderThan(COOLDOWN, askedForUnknownAt, now)) {
            return Future.succeededFuture();
        }
        askedForUnknownAt = now;
        return refresh(now);
    }

    private synchronized Future<Void> refreshUnlessJustTried(Instant now) {
        if (underWay != null) {
            return underWay;
        }
        return isOlderThan(COOLDOWN, triedAt, now) ? refresh(now) : Future.succeededFuture();
    }

    private Future<Void> refresh(Instant now) {
        triedAt = now;
        Future<Void> fetch = source.fetch().onComplete(this::keep).mapEmpty();
        underWay = fetch.isComplete() ? null : fetch;
        return fetch;
    }

    private synchronized void keep(AsyncResult<KeySet> fetched) {
        underWay = null;
        sourceIsDown = fetched.failed();
        if (fetched.failed()) {
            LOG.warnf(
                    "The keys of issuer %s could not be fetched: %s",
                    issuer, fetched.cause().getMessage());
            return;
        }
        Map<String, VerificationKey> next = new HashMap<>(fetched.result().byKid());
        // A key that stays keeps its identity, so that what was verified with it stays verified.
        keys.forEach((kid, old) -> next.computeIfPresent(kid, (k, fresh) -> fresh.isSameAs(old) ? old : fresh));
        Map<String, VerificationKey> before = keys;
        keys = Map.copyOf(next);
        before.values().stream().filter(old -> next.get(old.kid()) != old).forEach(VerificationKey::retire);
        fetchedAt = clock.instant();
    }

    private static boolean isOlderThan(Duration age, Instant since, Instant now) {
        return since.equals(Instant.MIN) || Duration.between(since, now).compareTo(age) >= 0;
    }

    /** The issuer's keys could not be fetched, and the last good ones are too old. */
    public static final class KeysUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeysUnavailable() {
            super("keys unavailable", null, false, false);
        }
    }
}
