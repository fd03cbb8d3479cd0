package io.scaiwave.tenant.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tenants, changed. */
@Path("/v1/tenants/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
@Tag(name = "Tenants")
public class TenantPatchResource {

    private final TenantEdits edits;
    private final Idempotency idempotency;

    public TenantPatchResource(TenantEdits edits, Idempotency idempotency) {
        this.edits = edits;
        this.idempotency = idempotency;
    }

    @PATCH
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(
            summary = "Change name, slug, plan, external_ids, settings, features, ai_defaults or"
                    + " subscription_expires_at by JSON Merge Patch",
            description = "A former slug redirects for 30 days and is taken for 90. A subscription that ends is told 7,"
                    + " 3 and 1 days before; 14 days after its end the tenant is suspended, if it was not prolonged.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag last read")
    @APIResponse(responseCode = "200", description = "The changed tenant, its new version as ETag")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: names each member that cannot be changed")
    @APIResponse(
            responseCode = "403",
            description = "SW_AUTH_INSUFFICIENT_PERMISSION: external_ids of another's issuer")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_SLUG_TAKEN, SW_EXTERNAL_ID_TAKEN")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    @APIResponse(responseCode = "428", description = "SW_PRECONDITION_REQUIRED")
    public Uni<Response> change(
            @PathParam("id") TenantId id,
            @NotNull JsonNode body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security), id);
        long version = ETags.required(headers.getHeaderString(HttpHeaders.IF_MATCH));
        TenantPatch patch = new TenantPatch(JsonBodies.object(body));
        return idempotency.run(IdempotentCall.of(caller, "PATCH", uri, headers, body), tx -> edits.edit(
                        tx, caller, id, version, "tenant.update", patch::applyTo)
                .map(tenant -> Answer.ok(Envelope.of(TenantView.of(tenant)))
                        .withHeader(HttpHeaders.ETAG, ETags.of(tenant.stamp().version()))));
    }
}
