package io.scaiwave.tenancy.outbox;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The lanes that may have something to send: each waits once, is served by one at a time, and stands at the end again
 * when somebody rang meanwhile, so that no owner waits for another's backlog.
 */
final class LaneQueue {

    /** What does not fit is found by the sweep. */
    private static final int MOST_WAITING = 10_000;

    private final int atOnce;
    private final Set<Lane> waiting = new LinkedHashSet<>();
    private final Set<Lane> served = new HashSet<>();
    private final CompletableFuture<Boolean> atRest = new CompletableFuture<>();
    private boolean closed;

    LaneQueue(int atOnce) {
        this.atOnce = atOnce;
    }

    synchronized void ring(Lane lane) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(lane);
        }
    }

    /** A lane to serve now, if there is one and not too many are served already. */
    synchronized Optional<Lane> next() {
        if (closed || served.size() >= atOnce) {
            return Optional.empty();
        }
        for (Iterator<Lane> each = waiting.iterator(); each.hasNext(); ) {
            Lane lane = each.next();
            if (served.add(lane)) {
                each.remove();
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }

    synchronized void done(Lane lane) {
        served.remove(lane);
        tellIfAtRest();
    }

    /** Gives no lane any more; completes when those that are served are done. */
    synchronized CompletableFuture<Boolean> close() {
        closed = true;
        tellIfAtRest();
        return atRest;
    }

    private void tellIfAtRest() {
        if (closed && served.isEmpty()) {
            atRest.complete(true);
        }
    }
}
