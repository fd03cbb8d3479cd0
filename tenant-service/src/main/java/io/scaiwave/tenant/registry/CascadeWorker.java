package io.scaiwave.tenant.registry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.PartnerId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Reaches the tenants of large fleets that a partner's own transaction has left. Woken by the change; a sweep finds what
 * a crashed replica left, and what was held by someone else at the time.
 */
@ApplicationScoped
public class CascadeWorker {

    private static final Logger LOG = Logger.getLogger(CascadeWorker.class);
    private static final PlatformContext SCOPE = new PlatformContext("partners");
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String BEHIND = "SELECT partner_id FROM partners WHERE cascaded_epoch < epoch LIMIT 100";

    private final TenantDb db;
    private final PartnerCascade cascade;
    private final CascadeSignal signal;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicLong timer = new AtomicLong(-1);

    CascadeWorker(TenantDb db, PartnerCascade cascade, CascadeSignal signal) {
        this.db = db;
        this.cascade = cascade;
        this.signal = signal;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        var context = vertx.getOrCreateContext();
        signal.worker(() -> context.runOnContext(ignored -> work()));
        timer.set(vertx.setPeriodic(EVERY.toMillis(), ignored -> work()));
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer.get());
        signal.worker(() -> {});
    }

    /** A wake during the work is not lost: the sweep follows within a second. */
    private void work() {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        behind().onItem()
                .transformToMulti(partners -> Multi.createFrom().iterable(partners))
                .onItem()
                .transformToUniAndConcatenate(this::reach)
                .onTermination()
                .invoke(() -> working.set(false))
                .subscribe()
                .with(
                        reached -> {},
                        failure -> LOG.warnf("Tenants hear of their partner later: %s", failure.getMessage()));
    }

    private Uni<List<PartnerId>> behind() {
        return db.read(SCOPE, BEHIND).map(rows -> {
            List<PartnerId> partners = new ArrayList<>();
            rows.forEach(row -> partners.add(PartnerId.of(row.getUUID("partner_id"))));
            return partners;
        });
    }

    private Uni<Integer> reach(PartnerId partner) {
        return db.inTransaction(SCOPE, tx -> cascade.batch(tx, partner))
                .repeat()
                .until(reached -> reached < PartnerCascade.BATCH)
                .collect()
                .last();
    }
}
