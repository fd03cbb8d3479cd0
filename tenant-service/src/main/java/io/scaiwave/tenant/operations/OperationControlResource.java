package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.auditlog.AuditChain;
import io.scaiwave.tenant.auditlog.AuditLogOwner;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Operations, tried again or called off. */
@Path("/v1/operations/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations")
public class OperationControlResource {

    private final Operations operations;
    private final Idempotency idempotency;
    private final Clock clock;

    public OperationControlResource(Operations operations, Idempotency idempotency, Clock clock) {
        this.operations = operations;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @POST
    @Path("retry")
    @Permitted(Permission.TENANTS_MANAGE)
    @org.eclipse.microprofile.openapi.annotations.Operation(summary = "Try an operation again that has not succeeded")
    @APIResponse(responseCode = "202", description = "The operation, queued again")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT")
    public Uni<Response> retry(
            @PathParam("id") OperationId id,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        IdempotentCall call = IdempotentCall.of(Reach.working(Caller.of(security)), "POST", uri, headers, null);
        return idempotency.run(
                call, tx -> operations.retry(tx, id).flatMap(done -> answer(tx, call, id, done, "retry")));
    }

    @POST
    @Path("cancel")
    @Permitted(Permission.TENANTS_MANAGE)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            summary = "Cancel an operation: the step that runs is finished, then all steps are undone")
    @APIResponse(responseCode = "202", description = "The operation, about to be undone")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT")
    public Uni<Response> cancel(
            @PathParam("id") OperationId id,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        IdempotentCall call = IdempotentCall.of(Reach.working(Caller.of(security)), "POST", uri, headers, null);
        return idempotency.run(
                call, tx -> operations.cancel(tx, id).flatMap(done -> answer(tx, call, id, done, "cancel")));
    }

    private Uni<Answer> answer(Tx tx, IdempotentCall call, OperationId id, boolean done, String verb) {
        return operations
                .find(tx, id)
                .map(found -> found.orElseThrow(Reach::unknown))
                .invoke(operation -> {
                    if (!done) {
                        throw ErrorCode.SW_STATE_CONFLICT.because("An operation that is '"
                                + operation.state().wire() + "' cannot " + verb + "; allowed now: "
                                + (operation.state().isFinal() ? retryable(operation) : "cancel") + ".");
                    }
                })
                .call(operation -> audit(tx, call.caller(), operation, verb))
                .map(operation -> Answer.accepted("/v1/operations/" + id, Envelope.of(OperationView.of(operation))));
    }

    private static String retryable(Operation operation) {
        return operation.state() == OperationState.SUCCEEDED ? "nothing" : "retry";
    }

    private Uni<Void> audit(Tx tx, Caller caller, Operation operation, String verb) {
        AuditEntry entry = AuditEntry.of(
                caller, clock, "operation." + verb, "operation", operation.id().wire(), null, AuditEntry.SUCCESS);
        return tx.narrow(operation.tenantId())
                .chain(() -> AuditChain.append(tx, new AuditLogOwner.OfTenant(operation.tenantId()), entry));
    }
}
