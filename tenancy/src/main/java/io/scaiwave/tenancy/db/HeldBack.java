package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Transactions of a tenant whose fence is closed for the last step of a move: each tries again until it is let in, at its
 * old place or at the new one, or has waited for too long. It holds no connection meanwhile.
 */
final class HeldBack {

    private static final int SHORTEST_MS = 20;
    private static final int LONGEST_MS = 60;

    private final Duration longest;

    HeldBack(DatabaseConfig config) {
        this.longest = config.fenceWait();
    }

    <T> Uni<T> until(Supplier<Uni<T>> attempt) {
        return Uni.createFrom().deferred(() -> attempt(attempt, System.nanoTime() + longest.toNanos()));
    }

    private <T> Uni<T> attempt(Supplier<Uni<T>> attempt, long end) {
        return attempt.get()
                .onFailure(ClosedPlaceException.class)
                .recoverWithUni(closed -> isLifted((ClosedPlaceException) closed) && System.nanoTime() - end < 0
                        ? later().chain(() -> attempt(attempt, end))
                        : Uni.createFrom().failure(DatabaseFailures.moving()));
    }

    /** A tenant without a fence has no place at all. */
    private static boolean isLifted(ClosedPlaceException closed) {
        return closed.level().isPresent();
    }

    /** Goes on where it was called. */
    private static Uni<Void> later() {
        Context caller = Vertx.currentContext();
        int wait = ThreadLocalRandom.current().nextInt(SHORTEST_MS, LONGEST_MS);
        Uni<Void> waited = Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(wait));
        return caller == null ? waited : waited.emitOn(next -> caller.runOnContext(on -> next.run()));
    }
}
