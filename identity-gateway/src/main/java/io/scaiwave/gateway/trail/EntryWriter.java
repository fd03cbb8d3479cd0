package io.scaiwave.gateway.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.audit.AuditTrail;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Brings entries into the outbox of their scope; tries again for a while when the database is away. */
@ApplicationScoped
class EntryWriter {

    private static final Logger LOG = Logger.getLogger(EntryWriter.class);
    private static final int MAX_UNDER_WAY = 1_000;
    private static final int TRIES = 8;

    private final TenantDb db;
    private final AuditTrail trail;
    private final Counter lost;
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

    EntryWriter(TenantDb db, AuditTrail trail, MeterRegistry metrics) {
        this.db = db;
        this.trail = trail;
        this.lost = Counter.builder("scaiwave.gateway.audit.lost")
                .description("Entries that could not be written")
                .register(metrics);
    }

    void write(Scope scope, AuditEntry entry) {
        if (!underWay.tryAcquire()) {
            lose(entry);
            return;
        }
        db.inTransaction(scope, tx -> trail.record(tx, entry))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(250), Duration.ofSeconds(8))
                .atMost(TRIES)
                .onTermination()
                .invoke(() -> underWay.release())
                .subscribe()
                .with(written -> {}, failure -> lose(entry));
    }

    private void lose(AuditEntry entry) {
        lost.increment();
        LOG.errorf("The audit entry %s of request %s could not be written", entry.action(), entry.requestId());
    }

    /** Waits a little for what is being written. */
    void finish() {
        try {
            if (!underWay.tryAcquire(MAX_UNDER_WAY, 3, TimeUnit.SECONDS)) {
                LOG.warn("Some audit entries were not written before the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
