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
 * The keys of one issuer, kept near, by its {@link KeyTimes}: refreshed in the background when they are old, waited for
 * when they are stale. Kids that are not known cause one fetch in a while, however many there are. While the source is
 * down the last good keys work for a time, then none.
 */
public final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private final String issuer;
    private final KeySource source;
    private final KeyTimes times;
    private final InstantSource clock;

    private volatile Map<String, VerificationKey> keys = Map.of();
    private volatile Instant fetchedAt = Instant.MIN;
    private volatile Instant triedAt = Instant.MIN;
    private volatile boolean sourceIsDown;
    private Instant askedForUnknownAt = Instant.MIN;
    private @Nullable Future<Void> underWay;

    public IssuerKeys(String issuer, KeySource source, KeyTimes times, InstantSource clock) {
        this.issuer = issuer;
        this.source = source;
        this.times = times;
        this.clock = clock;
    }

    /** The key of that name; empty when the issuer has none; a failure when its keys cannot be had at all. */
    public Future<Optional<VerificationKey>> find(String kid) {
        VerificationKey known = keys.get(kid);
        if (known != null && trusts(known)) {
            return Future.succeededFuture(Optional.of(known));
        }
        Instant now = clock.instant();
        if (known != null) {
            return refreshUnlessJustTried(now).transform(ignored -> answer(kid));
        }
        Future<Void> before = underWay();
        return before.transform(ignored -> keys.containsKey(kid) ? Future.succeededFuture() : refreshForUnknown(now))
                .transform(ignored -> answer(kid));
    }

    /** A fetch that began before the kid was seen may have brought it, or may have been too early for it. */
    private synchronized Future<Void> underWay() {
        return underWay == null ? Future.succeededFuture() : underWay;
    }

    private Future<Optional<VerificationKey>> answer(String kid) {
        if (isOlderThan(times.keep(), fetchedAt, clock.instant())) {
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
        if (!isOlderThan(times.refreshAfter(), fetchedAt, now)) {
            return true;
        }
        boolean trusted = !isOlderThan(sourceIsDown ? times.keep() : times.staleAfter(), fetchedAt, now);
        if (trusted) {
            refreshBehind(now);
        }
        return trusted;
    }

    private void refreshBehind(Instant now) {
        if (isOlderThan(times.cooldown(), triedAt, now)) {
            refreshUnlessJustTried(now).onFailure(down -> LOG.debugf("Issuer %s: still no new keys", issuer));
        }
    }

    private synchronized Future<Void> refreshForUnknown(Instant now) {
        if (underWay != null) {
            return underWay;
        }
        if (fetchedAt.equals(Instant.MIN)) {
            return isOlderThan(times.firstRetry(), triedAt, now) ? refresh(now) : Future.succeededFuture();
        }
        if (!isOlderThan(times.cooldown(), askedForUnknownAt, now)) {
            return Future.succeededFuture();
        }
        askedForUnknownAt = now;
        return refresh(now);
    }

    private synchronized Future<Void> refreshUnlessJustTried(Instant now) {
        if (underWay != null) {
            return underWay;
        }
        return isOlderThan(times.cooldown(), triedAt, now) ? refresh(now) : Future.succeededFuture();
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
