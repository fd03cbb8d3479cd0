package io.scaiwave.room.moves;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForServices;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@code /internal/v1/tenants/{id}/moves/{operation}/{step}}: steps of a move, idempotent. An answer that is not
 * {@code done} says that the same step is to be asked for again.
 */
@Path("/internal/v1/tenants/{id}/moves/{operation}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MoveResource {

    private final Moves moves;

    public MoveResource(Moves moves) {
        this.moves = moves;
    }

    /** Between which levels. */
    public record Levels(@Nullable String from, @Nullable String to) {}

    @PUT
    @Path("/{step}")
    @ForServices("tenant-service")
    @Operation(hidden = true)
    public Uni<Envelope<StepAnswer>> run(
            @Context SecurityContext security,
            @PathParam("id") TenantId id,
            @PathParam("operation") OperationId operation,
            @PathParam("step") String step,
            @Nullable Levels levels) {
        MoveRequest request = request(security, id, operation, levels);
        if (step.equals("undo")) {
            return moves.undo(id, request).map(Envelope::of);
        }
        MoveStep asked = MoveStep.of(step).orElseThrow(() -> ErrorCode.SW_NOT_FOUND.because("There is no such step."));
        return moves.run(id, request, asked).map(Envelope::of);
    }

    private static MoveRequest request(
            SecurityContext security, TenantId id, OperationId operation, @Nullable Levels levels) {
        if (!Caller.of(security).tenant().tenantId().equals(id)) {
            throw ErrorCode.SW_TENANT_NOT_FOUND.because("The token names another tenant.");
        }
        Isolation from = level("from", levels == null ? null : levels.from());
        Isolation to = level("to", levels == null ? null : levels.to());
        if (from == to) {
            throw ErrorCode.SW_STATE_CONFLICT.because("The tenant is there already.");
        }
        return new MoveRequest(operation.uuid(), from, to);
    }

    private static Isolation level(String field, @Nullable String wire) {
        return Isolation.of(String.valueOf(wire))
                .filter(level -> level != Isolation.DATABASE)
                .orElseThrow(() -> RefusedException.invalid(field, "must be shared or schema"));
    }
}
