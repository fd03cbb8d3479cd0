package io.scaiwave.tenant.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.smallrye.mutiny.Uni;
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
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant's limits, each with the reason it is what it is. */
@Path("/v1/tenants/{id}/limits")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
public class TenantLimitsResource {

    private final TenantPart part;

    public TenantLimitsResource(TenantPart part) {
        this.part = part;
    }

    @GET
    @Permitted(Permission.LIMITS_READ)
    @Operation(
            summary = "Explain every limit",
            description = "For each name: the effective number (null for none), the layer it comes from, and what each"
                    + " layer says; a layer that says nothing has no member.")
    @APIResponse(responseCode = "200", description = "Limits by name; the tenant's version as ETag")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    public Uni<Response> explain(@PathParam("id") TenantId id, @Context SecurityContext security) {
        return part.read(Caller.of(security), id, TenantLimitsResource::limits);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.LIMITS_MANAGE)
    @Operation(
            summary = "Replace the tenant's own limits",
            description = "A map of limit name to a whole number, or null for none. A name left out falls back to what"
                    + " plan and partner say. What all of a partner's tenants share is set by the platform only.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag last read")
    @APIResponse(responseCode = "200", description = "The limits as they are now")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: names each wrong entry")
    @APIResponse(responseCode = "403", description = "SW_AUTH_INSUFFICIENT_PERMISSION: a limit of the partner itself")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    @APIResponse(responseCode = "428", description = "SW_PRECONDITION_REQUIRED")
    public Uni<Response> replace(
            @PathParam("id") TenantId id,
            @NotNull JsonNode body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security), id);
        Map<LimitName, LimitValue> wanted = LimitMap.parse(JsonBodies.object(body));
        return part.replace(
                caller,
                id,
                headers,
                "tenant.limits",
                tenant -> override(tenant, within(caller, tenant, wanted)),
                TenantLimitsResource::limits);
    }

    /** A partner's admin neither sets nor takes back what the platform says of the limits its tenants share. */
    private static Map<LimitName, LimitValue> within(Caller caller, Tenant tenant, Map<LimitName, LimitValue> wanted) {
        if (caller.home() instanceof PlatformContext) {
            return wanted;
        }
        Map<LimitName, LimitValue> allowed = new EnumMap<>(LimitName.class);
        allowed.putAll(wanted);
        for (LimitName name : LimitName.values()) {
            LimitValue now = tenant.limitOverrides().get(name);
            if (!name.isPartners()) {
                continue;
            }
            if (wanted.containsKey(name) && !wanted.get(name).equals(now)) {
                throw ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION
                        .because("A limit that the partner's tenants share is set by the platform.")
                        .field(name.wire(), "is set by the platform");
            }
            if (now != null) {
                allowed.put(name, now);
            }
        }
        return allowed;
    }

    private static Tenant override(Tenant tenant, Map<LimitName, LimitValue> wanted) {
        RefusedException refusal = null;
        for (Map.Entry<LimitName, LimitValue> entry : wanted.entrySet()) {
            LimitValue cap = tenant.fromPartner().limits().get(entry.getKey());
            if (cap != null && entry.getValue().exceeds(cap)) {
                RefusedException base = refusal == null
                        ? ErrorCode.SW_VALIDATION.because("A limit may not pass what the partner allows.")
                        : refusal;
                refusal = base.field(entry.getKey().wire(), "is above the partner's cap of " + cap.amount());
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        return tenant.withLimits(wanted);
    }

    private static Map<String, LimitsView.Explained> limits(Tenant tenant) {
        return LimitsView.of(tenant.limitLayers());
    }
}
