package io.scaiwave.gateway.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.audit.AuditTrail;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Brings entries into the outbox of their scope, each log by a queue of its own; tries again for a while when the
 * database is away.
 */
@ApplicationScoped
class EntryWriter {

    private static final Logger LOG = Logger.getLogger(EntryWriter.class);
    private static final int TRIES = 8;
    private static final Duration LAST = Duration.ofSeconds(3);

    private final TenantDb db;
    private final AuditTrail trail;
    private final Counter lost;
    private final Map<String, OwnerQueue> queues = new ConcurrentHashMap<>();
    private final Lock lock = new ReentrantLock();
    private final Condition allWritten = lock.newCondition();

    EntryWriter(TenantDb db, AuditTrail trail, MeterRegistry metrics) {
        this.db = db;
        this.trail = trail;
        this.lost = Counter.builder("scaiwave.gateway.audit.lost")
                .description("Entries that could not be written")
                .register(metrics);
    }

    void write(Scope scope, String owner, AuditEntry entry) {
        queues.compute(owner, (name, known) -> {
            OwnerQueue queue = known == null ? new OwnerQueue(scope) : known;
            queue.add(entry);
            return queue;
        });
        writeNext(owner);
    }

    private void writeNext(String owner) {
        OwnerQueue queue = queues.computeIfPresent(owner, (name, known) -> known.isEmpty() ? null : known);
        if (queue == null) {
            tellIfAllIsWritten();
            return;
        }
        AuditEntry next = queue.next();
        if (next == null) {
            return;
        }
        db.inTransaction(queue.scope(), tx -> trail.record(tx, next))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(250), Duration.ofSeconds(8))
                .atMost(TRIES)
                .onTermination()
                .invoke(() -> {
                    queue.done();
                    writeNext(owner);
                })
                .subscribe()
                .with(written -> {}, failure -> lose(next));
    }

    private void lose(AuditEntry entry) {
        lost.increment(entry.count());
        LOG.errorf("The audit entry %s of request %s could not be written", entry.action(), entry.requestId());
    }

    private void tellIfAllIsWritten() {
        if (!queues.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            allWritten.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a little for what is being written; true if all of it was. */
    boolean finish() {
        lock.lock();
        try {
            long left = LAST.toNanos();
            while (!queues.isEmpty() && left > 0) {
                left = allWritten.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return queues.isEmpty();
    }
}
