package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Step;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.registry.Tenants;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down the limits the tenant starts with, as the later answer to "what did we promise". */
@ApplicationScoped
class LimitsStep implements Step {

    private static final PlatformContext SCOPE = new PlatformContext("operations");
    private static final String RECORD =
            "UPDATE tenants SET initial_limits = $3 WHERE partner_id = $1 AND tenant_id = $2";

    private final TenantDb db;

    LimitsStep(TenantDb db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Uni<Void> run(Operation operation) {
        return write(operation, true);
    }

    @Override
    public Uni<Void> undo(Operation operation) {
        return write(operation, false);
    }

    private Uni<Void> write(Operation operation, boolean given) {
        return db.inTransaction(SCOPE, tx -> Tenants.lock(tx, operation.tenantId())
                .flatMap(tenant ->
                        tx.update(RECORD, tenant.partnerId().uuid(), tenant.id().uuid(), given ? limits(tenant) : null))
                .replaceWithVoid());
    }

    private static JsonObject limits(Tenant tenant) {
        return LimitMap.json(tenant.limitLayers().effective());
    }
}
