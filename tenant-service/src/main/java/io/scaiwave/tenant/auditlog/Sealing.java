package io.scaiwave.tenant.auditlog;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Seals every log in turn. Each replica does, and whoever comes second finds nothing new. The seals of quiet logs are
 * sent again once a day, so that the stream, which forgets after a week, always has the last one.
 */
@ApplicationScoped
class Sealing {

    private static final Logger LOG = Logger.getLogger(Sealing.class);
    private static final PlatformContext SCOPE = new PlatformContext("audit seals");
    private static final int PAGE = 500;
    private static final String PARTNERS =
            "SELECT partner_id AS id FROM partners WHERE partner_id > $1 ORDER BY partner_id LIMIT $2";
    private static final String TENANTS =
            "SELECT tenant_id AS id FROM tenants WHERE tenant_id > $1 ORDER BY tenant_id LIMIT $2";

    private final TenantDb db;
    private final AuditSeals seals;
    private final AuditLogConfig config;
    private final long ticksOfADay;
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicLong timer = new AtomicLong(-1);

    Sealing(TenantDb db, AuditSeals seals, AuditLogConfig config) {
        this.db = db;
        this.seals = seals;
        this.config = config;
        this.ticksOfADay = Math.max(1, Duration.ofDays(1).dividedBy(config.sealEvery()));
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        timer.set(vertx.setPeriodic(config.sealEvery().toMillis(), ignored -> tick()));
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer.get());
    }

    private void tick() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        boolean repeat = ticks.getAndIncrement() % ticksOfADay == 0;
        all(repeat)
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Audit logs are sealed later: %s", failure.getMessage()));
    }

    Uni<Void> all(boolean repeat) {
        return seals.seal(new AuditLogOwner.OfPlatform(), repeat)
                .chain(() -> each(PARTNERS, id -> seals.seal(new AuditLogOwner.OfPartner(PartnerId.of(id)), repeat)))
                .chain(() -> each(TENANTS, id -> seals.seal(new AuditLogOwner.OfTenant(TenantId.of(id)), repeat)));
    }

    /** One after the other: there is an hour for all of them. */
    private Uni<Void> each(String page, Function<UUID, Uni<Void>> seal) {
        return from(page, new UUID(0, 0), seal);
    }

    private Uni<Void> from(String page, UUID after, Function<UUID, Uni<Void>> seal) {
        return db.read(SCOPE, page, after, PAGE).map(Sealing::ids).flatMap(ids -> {
            Uni<Void> done = Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUniAndConcatenate(seal::apply)
                    .collect()
                    .last()
                    .replaceWithVoid();
            return ids.size() < PAGE ? done : done.chain(() -> from(page, ids.getLast(), seal));
        });
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }
}
