package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Step;
import io.scaiwave.tenant.registry.DirectoryEntries;
import io.scaiwave.tenant.registry.Tenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Room data gets its place: room-service, which owns it, makes what the isolation level needs. */
@ApplicationScoped
class PlacementStep implements Step {

    private static final PlatformContext SCOPE = new PlatformContext("operations");

    private final TenantDb db;
    private final RoomServiceClient rooms;

    PlacementStep(TenantDb db, RoomServiceClient rooms) {
        this.db = db;
        this.rooms = rooms;
    }

    @Override
    public String name() {
        return "placement";
    }

    @Override
    public Uni<Void> run(Operation operation) {
        return db.inTransaction(SCOPE, tx -> Tenants.lock(tx, operation.tenantId()))
                .flatMap(tenant -> rooms.place(
                        DirectoryEntries.of(tenant), operation.origin().requestId()));
    }

    /** A place on the shared level is a row that stays empty; it is used again by a retry. */
    @Override
    public Uni<Void> undo(Operation operation) {
        return Uni.createFrom().voidItem();
    }
}
