package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.proxy.StreamEnd;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Responses and WebSockets that stay open, each with whom it was opened for. Looked through every second: whoever would
 * not be let in again, or does not read, is cut off. One per event loop.
 */
final class OpenStreams {

    private static final long SWEEP_MILLIS = 1_000;

    private final Vertx vertx;
    private final Admission admission;
    private final InstantSource clock;
    private final int patientSweeps;
    private final Map<Object, Watched> open = new HashMap<>();
    private boolean sweeping;
    private boolean drained;

    OpenStreams(Vertx vertx, Admission admission, InstantSource clock, Duration patience) {
        this.vertx = vertx;
        this.admission = admission;
        this.clock = clock;
        this.patientSweeps = Math.toIntExact(Math.max(1, patience.toMillis() / SWEEP_MILLIS));
    }

    /** One that can be ended from here. */
    interface Stream {

        void end(StreamEnd why);

        /** True while its reader takes nothing of what is ready for it. */
        boolean isStalled();
    }

    private static final class Watched {

        private final Entrant entrant;
        private final Stream stream;
        private int stalledSweeps;

        Watched(Entrant entrant, Stream stream) {
            this.entrant = entrant;
            this.stream = stream;
        }
    }

    /** @return what to run when the stream ends by itself */
    Runnable watch(Entrant entrant, Stream stream) {
        Object handle = new Object();
        open.put(handle, new Watched(entrant, stream));
        if (drained) {
            endAll(StreamEnd.SERVER);
        }
        schedule();
        return () -> open.remove(handle);
    }

    /** Ends all, and whatever is opened later. */
    void endAll(StreamEnd why) {
        drained = true;
        List<Watched> all = List.copyOf(open.values());
        open.clear();
        all.forEach(watched -> watched.stream.end(why));
    }

    private void schedule() {
        if (!sweeping && !open.isEmpty()) {
            sweeping = true;
            vertx.setTimer(SWEEP_MILLIS, tick -> sweep());
        }
    }

    private void sweep() {
        sweeping = false;
        Map<Watched, StreamEnd> over = new HashMap<>();
        open.values().forEach(watched -> reasonToEnd(watched).ifPresent(why -> over.put(watched, why)));
        open.values().removeAll(over.keySet());
        over.forEach((watched, why) -> watched.stream.end(why));
        schedule();
    }

    private Optional<StreamEnd> reasonToEnd(Watched watched) {
        if (!clock.instant().isBefore(watched.entrant.admitted().token().expiresAt())) {
            return Optional.of(StreamEnd.TOKEN);
        }
        if (!admission.stillHolds(watched.entrant.admitted())) {
            return Optional.of(StreamEnd.SUSPENDED);
        }
        watched.stalledSweeps = watched.stream.isStalled() ? watched.stalledSweeps + 1 : 0;
        return watched.stalledSweeps > patientSweeps ? Optional.of(StreamEnd.STALLED) : Optional.empty();
    }
}
