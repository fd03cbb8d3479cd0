package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.registry.Lifecycle;
import io.scaiwave.tenant.registry.Lifecycled;
import io.scaiwave.tenant.registry.Move;
import io.scaiwave.tenant.registry.Status;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.registry.TenantJournal;
import io.scaiwave.tenant.registry.Tenants;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;

/** Moves a tenant on behalf of an operation: only from the state it expects, so that a repeat changes nothing. */
@ApplicationScoped
class TenantMoves {

    private static final PlatformContext SCOPE = new PlatformContext("operations");

    private final TenantDb db;
    private final TenantJournal journal;
    private final Clock clock;

    TenantMoves(TenantDb db, TenantJournal journal, Clock clock) {
        this.db = db;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<Void> when(Operation operation, Status expected, Function<Tenant, Move> move) {
        return db.inTransaction(SCOPE, tx -> Tenants.lock(tx, operation.tenantId())
                .flatMap(tenant -> tenant.status() == expected
                        ? apply(tx, operation, tenant, move.apply(tenant))
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> apply(Tx tx, Operation operation, Tenant tenant, Move move) {
        return Tenants.save(tx, tenant.with(Lifecycle.after(tenant.state(), move)), true)
                .flatMap(moved ->
                        journal.record(tx, moved, Lifecycled.UPDATED, entry(operation, tenant, moved, move.verb())));
    }

    private AuditEntry entry(Operation operation, Tenant before, Tenant after, String verb) {
        JsonObject changes = new JsonObject()
                .put("before", new JsonObject().put("status", before.status().wire()))
                .put("after", new JsonObject().put("status", after.status().wire()));
        return AuditEntry.byService(
                        clock,
                        "tenant-service",
                        "tenant." + verb,
                        "tenant",
                        after.id().wire(),
                        changes)
                .onBehalfOf(operation.origin().actor(), operation.origin().requestId());
    }
}
