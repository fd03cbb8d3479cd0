package io.scaiwave.tenant.subscriptions;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Looks each minute; what one look leaves is for the next. */
@ApplicationScoped
class SubscriptionSweep {

    private static final Logger LOG = Logger.getLogger(SubscriptionSweep.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Subscriptions subscriptions;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong timer = new AtomicLong(-1);

    SubscriptionSweep(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        timer.set(vertx.setPeriodic(EVERY.toMillis(), ignored -> look()));
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer.get());
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            subscriptions
                    .look()
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(
                            due -> {},
                            failure -> LOG.warnf("Subscriptions are looked at later: %s", failure.getMessage()));
        }
    }
}
