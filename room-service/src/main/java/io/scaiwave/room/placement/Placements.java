package io.scaiwave.room.placement;

import io.scaiwave.room.schemas.Provisioner;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives a tenant its place: what the level needs, an open fence, and the tenant's stream. */
@ApplicationScoped
public class Placements {

    private static final String STREAM =
            "INSERT INTO streams (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO NOTHING";

    private final Provisioner provisioner;
    private final TenantDb db;

    public Placements(Provisioner provisioner, TenantDb db) {
        this.provisioner = provisioner;
        this.db = db;
    }

    public Uni<Void> remove(TenantContext tenant) {
        return provisioner.remove(tenant.tenantId());
    }

    public Uni<Void> make(TenantContext tenant, Isolation level) {
        return provisioner
                .place(tenant, level)
                .chain(() -> db.write(tenant, STREAM, tenant.tenantId().uuid()))
                .replaceWithVoid();
    }
}
