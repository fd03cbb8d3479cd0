package io.scaiwave.tenant.subscriptions;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.outbox.Outbox;
import io.scaiwave.tenancy.outbox.OutboxEvent;
import io.scaiwave.tenancy.time.WireTime;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.registry.TenantLifecycle;
import io.scaiwave.tenant.registry.TenantState;
import io.scaiwave.tenant.registry.Tenants;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is due and suspends whose grace is over. Each tenant is looked at again under its lock, so any number of
 * replicas may do so at the same time, and one that comes back after days does what is due then.
 */
@ApplicationScoped
public class Subscriptions {

    private static final PlatformContext SCOPE = new PlatformContext("subscriptions");
    private static final int BATCH = 500;
    private static final String DUE = """
            SELECT tenant_id FROM tenants
            WHERE subscription_expires_at <= $1::timestamptz + interval '7 days' AND status IN ('active', 'trial')
                AND (subscription_expires_at <= $1 - interval '14 days'
                    OR subscription_notices < CASE
                        WHEN subscription_expires_at <= $1 THEN 4
                        WHEN subscription_expires_at <= $1 + interval '1 day' THEN 3
                        WHEN subscription_expires_at <= $1 + interval '3 days' THEN 2
                        ELSE 1 END)
            ORDER BY subscription_expires_at LIMIT $2
            """;
    private static final String TOLD = """
            UPDATE tenants SET subscription_notices = $3
            WHERE partner_id = $1 AND tenant_id = $2 AND subscription_notices < $3
            """;

    private final TenantDb db;
    private final TenantLifecycle lifecycle;
    private final Outbox outbox;
    private final Clock clock;

    public Subscriptions(TenantDb db, TenantLifecycle lifecycle, Outbox outbox, Clock clock) {
        this.db = db;
        this.lifecycle = lifecycle;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** How many tenants were due, a batch at most. */
    Uni<Integer> look() {
        return due().flatMap(tenants -> Multi.createFrom()
                .iterable(tenants)
                .onItem()
                .transformToUniAndConcatenate(this::attend)
                .collect()
                .asList()
                .replaceWith(tenants.size()));
    }

    private Uni<List<TenantId>> due() {
        return db.read(SCOPE, DUE, now().atOffset(ZoneOffset.UTC), BATCH).map(rows -> {
            List<TenantId> tenants = new ArrayList<>();
            rows.forEach(row -> tenants.add(TenantId.of(row.getUUID("tenant_id"))));
            return tenants;
        });
    }

    private Uni<Void> attend(TenantId id) {
        return db.inTransaction(SCOPE, tx -> Tenants.lock(tx, id)
                .flatMap(tenant -> attend(tx, tenant, tenant.subscriptionExpiresAt())));
    }

    private Uni<Void> attend(Tx tx, Tenant tenant, @Nullable Instant expires) {
        if (expires == null || !(tenant.state() instanceof TenantState.Running)) {
            return Uni.createFrom().voidItem();
        }
        if (Notice.isGraceOver(expires, now())) {
            LocalDate day = LocalDate.ofInstant(expires, ZoneOffset.UTC);
            return lifecycle
                    .suspend(tx, tenant, "The subscription ended on " + day + ".")
                    .replaceWithVoid();
        }
        return Notice.due(expires, now())
                .map(notice -> tell(tx, tenant, expires, notice))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(Tx tx, Tenant tenant, Instant expires, Notice notice) {
        return tx.update(TOLD, tenant.partnerId().uuid(), tenant.id().uuid(), notice.count())
                .flatMap(first -> first == 0
                        ? Uni.createFrom().voidItem()
                        : tx.narrow(tenant.id())
                                .chain(() -> outbox.appendFor(tx, tenant.id(), event(tenant, expires, notice))));
    }

    private OutboxEvent event(Tenant tenant, Instant expires, Notice notice) {
        return OutboxEvent.of(
                Subjects.tenant(tenant.id(), "tenant.subscription"),
                "/tenants/" + tenant.id(),
                "swp.tenant.subscription",
                OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC),
                new JsonObject()
                        .put("tenant_id", tenant.id().wire())
                        .put("notice", notice.wire())
                        .put("subscription_expires_at", WireTime.of(expires))
                        .put("suspended_at", WireTime.of(expires.plus(TenantLifecycle.GRACE))));
    }

    private Instant now() {
        return clock.instant();
    }
}
