package io.scaiwave.tenant.rollout;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.registry.TenantEdits;
import io.scaiwave.tenant.registry.Tenants;
import io.scaiwave.tenant.templates.Template;
import io.scaiwave.tenant.templates.Templates;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Gives a template to a tenant: all of it or nothing, and a repeat changes nothing. */
@Path("/v1/tenant-templates/{template_id}/apply/{tenant_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Templates")
public class RolloutResource {

    private final TenantDb db;
    private final TenantEdits edits;
    private final Idempotency idempotency;
    private final Clock clock;

    public RolloutResource(TenantDb db, TenantEdits edits, Idempotency idempotency, Clock clock) {
        this.db = db;
        this.edits = edits;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @POST
    @Permitted(Permission.TEMPLATES_APPLY)
    @Operation(
            summary = "Apply a template's newest version to a tenant of the same partner",
            description = "With dry_run=true nothing is changed, and the answer tells what would be.")
    @APIResponse(responseCode = "200", description = "Every change, and what the tenant's own limits hide")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND: no such template; SW_TENANT_NOT_FOUND")
    public Uni<Response> apply(
            @PathParam("template_id") TemplateId templateId,
            @PathParam("tenant_id") TenantId tenantId,
            @QueryParam("dry_run") @Nullable String dryRun,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security), tenantId);
        if (isTrue(dryRun)) {
            return db.inTransaction(caller.scope(), tx -> Tenants.find(tx, tenantId)
                            .map(found -> found.orElseThrow(Reach::unknownTenant))
                            .flatMap(tenant ->
                                    template(tx, templateId, tenant).map(template -> view(tenant, template, true))))
                    .map(view -> Response.ok(Envelope.of(view)).build());
        }
        return idempotency.run(
                IdempotentCall.of(caller, "POST", uri, headers, ""),
                tx -> give(tx, caller, templateId, tenantId).map(view -> Answer.ok(Envelope.of(view))));
    }

    private static boolean isTrue(@Nullable String dryRun) {
        return switch (dryRun) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusedException.invalid("dry_run", "must be true or false");
        };
    }

    private Uni<RolloutView> give(Tx tx, Caller caller, TemplateId templateId, TenantId tenantId) {
        return Tenants.lock(tx, tenantId)
                .flatMap(tenant -> template(tx, templateId, tenant).flatMap(template -> {
                    Rollout rollout = Rollout.of(tenant, template, clock.instant());
                    return edits.change(tx, caller, tenantId, "tenant.template", same -> rollout.after())
                            .replaceWith(RolloutView.of(rollout, template, false));
                }));
    }

    private RolloutView view(Tenant tenant, Template template, boolean dryRun) {
        return RolloutView.of(Rollout.of(tenant, template, clock.instant()), template, dryRun);
    }

    /** Another partner's template is as unknown to a tenant as one that is not there. */
    private static Uni<Template> template(Tx tx, TemplateId id, Tenant tenant) {
        return Templates.find(tx, id)
                .map(found -> found.filter(template -> template.partnerId().equals(tenant.partnerId()))
                        .orElseThrow(Templates::unknown));
    }
}
