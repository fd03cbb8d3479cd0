package io.scaiwave.tenant.operations;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Works off operations on this replica, a bounded number at a time. Woken when one is recorded or due again; a slow
 * sweep finds what a crashed replica left behind once its lease has run out.
 */
@ApplicationScoped
public class OperationWorker {

    private static final Logger LOG = Logger.getLogger(OperationWorker.class);

    private final Vertx vertx;
    private final OperationProgress progress;
    private final OperationRunner runner;
    private final OperationsConfig config;
    private final OperationSignals signals;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong timer = new AtomicLong(-1);

    public OperationWorker(
            Vertx vertx,
            OperationProgress progress,
            OperationRunner runner,
            OperationsConfig config,
            OperationSignals signals) {
        this.vertx = vertx;
        this.progress = progress;
        this.runner = runner;
        this.config = config;
        this.signals = signals;
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        Context context = vertx.getOrCreateContext();
        signals.worker(() -> context.runOnContext(ignored -> pump()));
        timer.set(vertx.setPeriodic(config.sweep().toMillis(), ignored -> signals.wake()));
        signals.wake();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.set(true);
        vertx.cancelTimer(timer.get());
    }

    /** Claims as much as there is room for. Of several calls at once one works, and looks again for the others. */
    private void pump() {
        int room = config.concurrency() - busy.get();
        if (stopped.get() || room <= 0) {
            return;
        }
        again.set(true);
        if (!claiming.compareAndSet(false, true)) {
            return;
        }
        again.set(false);
        progress.claim(room)
                .onFailure()
                .invoke(failure -> LOG.debug("Operations could not be claimed", failure))
                .onTermination()
                .invoke(() -> claiming.set(false))
                .subscribe()
                .with(claimed -> took(claimed, room), failure -> {});
    }

    private void took(List<Operation> claimed, int room) {
        busy.addAndGet(claimed.size());
        claimed.forEach(this::work);
        if (again.get() || claimed.size() == room) {
            pump();
        }
    }

    private void work(Operation operation) {
        Uni.createFrom()
                .deferred(() -> runner.run(operation))
                .onTermination()
                .invoke(busy::decrementAndGet)
                .subscribe()
                .with(ignored -> wakeLater(), failure -> stopped(operation, failure));
    }

    /** An operation that waits for its next attempt is looked for when the shortest wait is over. */
    private void wakeLater() {
        vertx.setTimer(Math.max(1, config.backoff().toMillis()), ignored -> signals.wake());
    }

    private void stopped(Operation operation, Throwable failure) {
        if (failure instanceof LeaseLostException) {
            LOG.debugf("Another replica has taken over %s", operation.id());
        } else {
            LOG.warnf(failure, "Work on %s stopped and is taken up again after its lease", operation.id());
        }
    }
}
