package io.scaiwave.tenant.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.TenantId;
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
import java.util.Map;
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

    private final TenantPart part;

    public TenantFeaturesResource(TenantPart part) {
        this.part = part;
    }

    @GET
    @Permitted({Permission.LIMITS_READ, Permission.TENANTS_READ})
    @Operation(summary = "Read the feature flags")
    @APIResponse(responseCode = "200", description = "The flags; the tenant's version as ETag")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    public Uni<Response> read(@PathParam("id") TenantId id, @Context SecurityContext security) {
        return part.read(Caller.of(security), id, TenantFeaturesResource::features);
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
        JsonObject wanted = JsonBodies.fitting("features", JsonBodies.object(body));
        return part.replace(
                caller,
                id,
                headers,
                "tenant.features",
                tenant -> tenant.with(tenant.profile().withFeatures(wanted)),
                TenantFeaturesResource::features);
    }

    private static Map<String, Object> features(Tenant tenant) {
        return tenant.profile().features().getMap();
    }
}
