package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Responses and WebSockets that stay open, each with whom it was opened for. Looked through every second: whoever would
 * not be let in again is cut off. One per event loop.
 */
final class OpenStreams {

    private static final long SWEEP_MILLIS = 1_000;

    private final Vertx vertx;
    private final Admission admission;
    private final InstantSource clock;
    private final Map<Object, Stream> open = new HashMap<>();
    private boolean sweeping;

    OpenStreams(Vertx vertx, Admission admission, InstantSource clock) {
        this.vertx = vertx;
        this.admission = admission;
        this.clock = clock;
    }

    private record Stream(Entrant entrant, Runnable cut) {}

    /** @return what to run when the stream ends by itself */
    Runnable watch(Entrant entrant, Runnable cut) {
        Object handle = new Object();
        open.put(handle, new Stream(entrant, cut));
        schedule();
        return () -> open.remove(handle);
    }

    int size() {
        return open.size();
    }

    private void schedule() {
        if (!sweeping && !open.isEmpty()) {
            sweeping = true;
            vertx.setTimer(SWEEP_MILLIS, tick -> sweep());
        }
    }

    private void sweep() {
        sweeping = false;
        List<Stream> over = open.values().stream()
                .filter(stream -> !mayGoOn(stream.entrant()))
                .toList();
        over.forEach(stream -> {
            open.values().remove(stream);
            stream.cut().run();
        });
        schedule();
    }

    private boolean mayGoOn(Entrant entrant) {
        return clock.instant().isBefore(entrant.admitted().token().expiresAt())
                && admission.stillHolds(entrant.admitted());
    }
}
