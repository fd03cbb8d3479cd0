package io.scaiwave.room.sync;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.wake.Waiter;
import io.scaiwave.room.wake.WakeConfig;
import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.health.Draining;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Looks, and when there is nothing waits to be woken and looks again, until the time is over. */
@ApplicationScoped
class Syncing {

    private final Feed feed;
    private final TenantGate gate;
    private final Wakeups wakeups;
    private final Draining draining;
    private final Duration own;

    Syncing(Feed feed, TenantGate gate, Wakeups wakeups, Draining draining, WakeConfig config) {
        this.feed = feed;
        this.gate = gate;
        this.wakeups = wakeups;
        this.draining = draining;
        this.own = config.look();
    }

    /** What to look for, and until when. */
    private record Wish(Participant reader, long since, int limit, long deadline, Executor here) {

        Duration left() {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }
    }

    Uni<Feed.Look> sync(Participant reader, long since, int limit, Duration timeout) {
        Optional<Waiter> waiter = timeout.isZero()
                ? Optional.empty()
                : wakeups.join(reader.tenant().tenantId());
        if (waiter.isEmpty()) {
            return feed.look(reader, since, limit);
        }
        Waiter bell = waiter.get();
        Wish wish = new Wish(reader, since, limit, System.nanoTime() + timeout.toNanos(), here());
        return look(wish, bell).onTermination().invoke(bell::close);
    }

    private Uni<Feed.Look> look(Wish wish, Waiter bell) {
        bell.reset();
        gate.requireStanding(wish.reader().tenant());
        return feed.look(wish.reader(), wish.since(), wish.limit()).flatMap(seen -> {
            boolean done = !seen.events().isEmpty()
                    || seen.next() < wish.since()
                    || wish.left().isZero()
                    || draining.hasBegun();
            return done ? Uni.createFrom().item(seen) : await(wish, bell, seen);
        });
    }

    private Uni<Feed.Look> await(Wish wish, Waiter bell, Feed.Look seen) {
        Set<String> interests = new HashSet<>(seen.rooms());
        interests.add(wish.reader().id().wire());
        bell.careFor(interests);
        Duration left = wish.left();
        return bell.rings(left.compareTo(own) < 0 ? left : own)
                .emitOn(wish.here())
                .flatMap(rung -> look(wish, bell));
    }

    /** Bells ring on whatever thread; the work goes on where the request is at home. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
