package io.scaiwave.room.placement;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes a tenant's place. On the shared level that is one row, which its first room would make as well. */
@ApplicationScoped
public class Placements {

    private static final String MAKE = "INSERT INTO streams (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO NOTHING";

    private final TenantDb db;

    public Placements(TenantDb db) {
        this.db = db;
    }

    Uni<Void> makeShared(TenantId tenant) {
        return db.inTransaction(new PlatformContext("placement"), tx -> tx.narrow(tenant)
                .chain(() -> tx.update(MAKE, tenant.uuid()))
                .replaceWithVoid());
    }
}
