package io.scaiwave.gateway.proxy;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The connections to one service, shared so that nobody can take them all: an owner may hold a third of those that are
 * still free. One alone gets a quarter of all; with many greedy ones each gets less, and a newcomer always finds one.
 * One per service and event loop.
 */
final class FairShares {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final int places;
    private final Map<String, Integer> heldBy = new HashMap<>();
    private int held;

    FairShares(int places) {
        this.places = places;
    }

    /** Does the work with a place held until it is over, or fails at once. */
    <T> Future<T> within(String owner, Supplier<Future<T>> work) {
        int own = heldBy.getOrDefault(owner, 0);
        if (3 * own >= places - held) {
            return Future.failedFuture(own == 0 ? full() : overShare());
        }
        heldBy.merge(owner, 1, Integer::sum);
        held++;
        Future<T> result;
        try {
            result = work.get();
        } catch (RuntimeException failed) {
            result = Future.failedFuture(failed);
        }
        return result.onComplete(over -> leave(owner));
    }

    private void leave(String owner) {
        heldBy.computeIfPresent(owner, (name, count) -> count == 1 ? null : count - 1);
        held--;
    }

    int held() {
        return held;
    }

    private static RefusedException overShare() {
        return ErrorCode.SW_RATE_LIMIT_EXCEEDED
                .because("More of these requests are under way at once than one tenant may have.")
                .retryAfter(SOON);
    }

    private static RefusedException full() {
        return ErrorCode.SW_DEPENDENCY_DOWN
                .because("The service for this address has no room at the moment.")
                .retryAfter(SOON);
    }
}
