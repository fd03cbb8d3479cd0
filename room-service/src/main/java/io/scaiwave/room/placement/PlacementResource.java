package io.scaiwave.room.placement;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForServices;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /internal/v1/tenants/{id}/placement}: a step of provisioning, idempotent. */
@Path("/internal/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PlacementResource {

    private final Placements placements;

    public PlacementResource(Placements placements) {
        this.placements = placements;
    }

    /** Where the tenant is to live. */
    public record Wanted(@Nullable String isolation) {}

    /** Where it lives. */
    public record Placement(TenantId tenantId, Isolation isolation) {}

    @PUT
    @Path("/{id}/placement")
    @ForServices("tenant-service")
    @Operation(hidden = true)
    public Uni<Envelope<Placement>> place(
            @Context SecurityContext security, @PathParam("id") TenantId id, @Nullable Wanted wanted) {
        Isolation level = level(wanted);
        return placements.make(named(security, id), level).map(done -> Envelope.of(new Placement(id, level)));
    }

    /** Takes back the place of a tenant that has no room in it. */
    @DELETE
    @Path("/{id}/placement")
    @ForServices("tenant-service")
    @Operation(hidden = true)
    public Uni<Void> remove(@Context SecurityContext security, @PathParam("id") TenantId id) {
        return placements.remove(named(security, id));
    }

    private static TenantContext named(SecurityContext security, TenantId id) {
        TenantContext tenant = Caller.of(security).tenant();
        if (!tenant.tenantId().equals(id)) {
            throw ErrorCode.SW_TENANT_NOT_FOUND.because("The token names another tenant.");
        }
        return tenant;
    }

    private static Isolation level(@Nullable Wanted wanted) {
        if (wanted == null || wanted.isolation() == null) {
            return Isolation.SHARED;
        }
        return Isolation.of(wanted.isolation())
                .orElseThrow(() -> RefusedException.invalid("isolation", "must be shared, schema or database"));
    }
}
