package io.scaiwave.tenant.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant's feature flags: free JSON, handed to every service. */
@Path("/v1/tenants/{id}/features")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
public class TenantFeaturesResource {

    private final TenantDb db;
    private final TenantEdits edits;

    public TenantFeaturesResource(TenantDb db, TenantEdits edits) {
        this.db = db;
        this.edits = edits;
    }

    @GET
    @Permitted({Permission.LIMITS_READ, Permission.TENANTS_READ})
    @Operation(summary = "Read the feature flags")
    @APIResponse(responseCode = "200", description = "The flags; the tenant's version as ETag")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    public Uni<Response> read(@PathParam("id") TenantId id, @Context SecurityContext security) {
        return db.inTransaction(Reach.to(Caller.of(security), id), tx -> Tenants.find(tx, id))
                .map(found -> ok(found.orElseThrow(Reach::unknownTenant)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(summary = "Replace the feature flags")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag last read")
    @APIResponse(responseCode = "200", description = "The flags as they are now")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    @APIResponse(responseCode = "428", description = "SW_PRECONDITION_REQUIRED")
    public Uni<Response> replace(
            @PathParam("id") TenantId id,
            @NotNull JsonNode body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security), id);
        long version = ETags.required(headers.getHeaderString(HttpHeaders.IF_MATCH));
        JsonObject wanted = JsonBodies.object(body);
        if (JsonBodies.isTooLarge(wanted)) {
            throw RefusedException.invalid("features", "would be larger than 64 KiB");
        }
        return db.inTransaction(
                        caller.scope(),
                        tx -> edits.edit(
                                tx,
                                caller,
                                id,
                                version,
                                "tenant.features",
                                tenant -> tenant.with(tenant.profile().withFeatures(wanted))))
                .map(TenantFeaturesResource::ok);
    }

    private static Response ok(Tenant tenant) {
        return Response.ok(Envelope.of(tenant.profile().features().getMap()))
                .header(HttpHeaders.ETAG, ETags.of(tenant.stamp().version()))
                .build();
    }
}
