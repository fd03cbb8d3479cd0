package io.scaiwave.tenancy.health;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether this replica has been asked to stop. From then on it is not ready, so new work goes elsewhere; what comes all
 * the same is done, and whoever holds a request open without need lets it go. After the delay it is closed: nothing is
 * begun any more, because whatever is begun while the rest of the service stops could be done and never answered.
 */
@ApplicationScoped
public class Draining {

    private static final int FIRST = 1;
    private static final int LAST = 10_000;

    private final DrainConfig config;
    private volatile boolean begun;
    private volatile boolean closed;

    public Draining(DrainConfig config) {
        this.config = config;
    }

    void begin(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent ignored) {
        begun = true;
    }

    void close(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent ignored)
            throws InterruptedException, ExecutionException {
        new CompletableFuture<Boolean>()
                .completeOnTimeout(true, config.delay().toMillis(), TimeUnit.MILLISECONDS)
                .get();
        closed = true;
    }

    public boolean hasBegun() {
        return begun;
    }

    boolean isClosed() {
        return closed;
    }
}
