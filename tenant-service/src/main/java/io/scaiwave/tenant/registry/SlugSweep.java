package io.scaiwave.tenant.registry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Ends the afterlife of former slugs: after 30 days they leave the directories, which hear of it as of any change of the
 * tenant; after 90 days they are free for whoever asks first.
 */
@ApplicationScoped
public class SlugSweep {

    private static final Logger LOG = Logger.getLogger(SlugSweep.class);
    private static final PlatformContext SCOPE = new PlatformContext("slugs");
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int MOST = 1_000;
    private static final String LED =
            "SELECT DISTINCT tenant_id FROM slugs WHERE redirects_until <= now() AND NOT current LIMIT " + MOST;
    private static final String FORGET = """
            UPDATE slugs SET redirects_until = NULL
            WHERE partner_id = $1 AND tenant_id = $2 AND NOT current AND redirects_until <= now()
            """;
    private static final String FREE = "DELETE FROM slugs WHERE slug IN (SELECT slug FROM slugs"
            + " WHERE reserved_until <= now() AND redirects_until IS NULL LIMIT " + MOST + ")";

    private final TenantDb db;
    private final TenantJournal journal;
    private final AtomicLong timer = new AtomicLong(-1);

    SlugSweep(TenantDb db, TenantJournal journal) {
        this.db = db;
        this.journal = journal;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        timer.set(vertx.setPeriodic(EVERY.toMillis(), ignored -> sweep().subscribe()
                .with(done -> {}, failure -> LOG.debug("Former slugs are swept later", failure))));
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer.get());
    }

    Uni<Void> sweep() {
        return led().onItem()
                .transformToMulti(tenants -> Multi.createFrom().iterable(tenants))
                .onItem()
                .transformToUniAndConcatenate(this::forget)
                .collect()
                .last()
                .chain(() -> db.write(SCOPE, FREE))
                .replaceWithVoid();
    }

    private Uni<List<TenantId>> led() {
        return db.read(SCOPE, LED).map(rows -> {
            List<TenantId> tenants = new ArrayList<>();
            rows.forEach(row -> tenants.add(TenantId.of(row.getUUID("tenant_id"))));
            return tenants;
        });
    }

    /** A new version of the tenant, so that every directory takes it for news. */
    private Uni<Void> forget(TenantId id) {
        return db.inTransaction(SCOPE, tx -> Tenants.lock(tx, id)
                .flatMap(tenant -> tx.update(FORGET, tenant.partnerId().uuid(), id.uuid())
                        .flatMap(forgotten -> forgotten == 0
                                ? Uni.createFrom().voidItem()
                                : Tenants.save(tx, tenant, false)
                                        .flatMap(saved -> journal.announce(tx, saved, Lifecycled.UPDATED)))));
    }
}
