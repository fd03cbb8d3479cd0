package io.scaiwave.tenant.registry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Frees former slugs after their 90 days, for whoever asks first. */
@ApplicationScoped
public class SlugSweep {

    private static final Logger LOG = Logger.getLogger(SlugSweep.class);
    private static final PlatformContext SCOPE = new PlatformContext("slugs");
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final String FREE =
            "DELETE FROM slugs WHERE slug IN (SELECT slug FROM slugs WHERE reserved_until < now() LIMIT 1000)";

    private final TenantDb db;
    private final AtomicReference<Runnable> endTimer = new AtomicReference<>(() -> {});

    public SlugSweep(TenantDb db) {
        this.db = db;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        long timer = vertx.setPeriodic(EVERY.toMillis(), ignored -> sweep());
        endTimer.set(() -> vertx.cancelTimer(timer));
    }

    void stop(@Observes ShutdownEvent event) {
        endTimer.get().run();
    }

    private void sweep() {
        db.read(SCOPE, FREE)
                .subscribe()
                .with(rows -> {}, failure -> LOG.debug("Former slugs are swept later", failure));
    }
}
