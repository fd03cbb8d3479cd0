package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.registry.TenantView;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where tenants begin. */
@Path("/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class TenantCreationResource {

    private final TenantCreation creation;
    private final Idempotency idempotency;

    public TenantCreationResource(TenantCreation creation, Idempotency idempotency) {
        this.creation = creation;
        this.idempotency = idempotency;
    }

    /** Says which operation makes the tenant usable. */
    public record CreationMeta(OperationId operationId) {}

    @POST
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(summary = "Create a tenant; it is usable once its operation has succeeded")
    @APIResponse(responseCode = "202", description = "The tenant, still provisioning; Location names the operation")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION, SW_ID_INVALID")
    @APIResponse(
            responseCode = "403",
            description = "SW_AUTH_INSUFFICIENT_PERMISSION: external_ids of another's issuer")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND: no such partner or template")
    @APIResponse(responseCode = "409", description = "SW_SLUG_TAKEN, SW_EXTERNAL_ID_TAKEN, SW_PARTNER_POOL_EXHAUSTED")
    public Uni<Response> create(
            @NotNull @Valid CreateTenant body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        return idempotency.run(
                IdempotentCall.of(caller, "POST", uri, headers, body), tx -> creation.begin(tx, caller, body)
                        .map(begun -> Answer.accepted(
                                "/v1/operations/" + begun.operation(),
                                Envelope.of(TenantView.of(begun.tenant()), new CreationMeta(begun.operation())))));
    }
}
