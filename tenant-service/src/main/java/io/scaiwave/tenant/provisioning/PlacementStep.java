package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Step;
import io.scaiwave.tenant.operations.StepFailedException;
import io.scaiwave.tenant.registry.DirectoryEntries;
import io.scaiwave.tenant.registry.Status;
import io.scaiwave.tenant.registry.Tenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Room data gets its place: room-service, which owns it, makes what the isolation level needs. */
@ApplicationScoped
class PlacementStep implements Step {

    private static final PlatformContext SCOPE = new PlatformContext("operations");
    private static final Duration AGAIN = Duration.ofMillis(500);
    /** Less than a step may take. */
    private static final Duration REMOVAL = Duration.ofSeconds(7);

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

    /**
     * Takes back the place of a tenant that never worked; who has become active keeps it, whatever is asked late. What
     * room-service cannot take back now has no rows and is used again by a retry.
     */
    @Override
    public Uni<Void> undo(Operation operation) {
        return db.inTransaction(SCOPE, tx -> Tenants.lock(tx, operation.tenantId()))
                .flatMap(tenant -> tenant.status() == Status.PROVISIONING
                        ? rooms.remove(
                                DirectoryEntries.of(tenant), operation.origin().requestId())
                        : Uni.createFrom().voidItem())
                .onFailure(StepFailedException.class)
                .retry()
                .withBackOff(AGAIN, AGAIN)
                .expireIn(REMOVAL.toMillis())
                .onFailure()
                .recoverWithNull();
    }
}
