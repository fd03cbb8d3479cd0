package io.scaiwave.tenant.rollout;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.registry.Tenants;
import io.scaiwave.tenant.templates.Templates;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where tenants have left what their template gave them. */
@Path("/v1/tenant-templates/{id}/drift")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Templates")
public class DriftResource {

    private static final String LIST = "template-drift";

    private final TenantDb db;
    private final PageCursor cursors;

    public DriftResource(TenantDb db, PageCursor cursors) {
        this.db = db;
        this.cursors = cursors;
    }

    @GET
    @Permitted(Permission.TEMPLATES_READ)
    @Operation(
            summary = "Compare every tenant of a template with what it was given",
            description = "One entry for each tenant that was last given this template, oldest tenant first.")
    @APIResponse(responseCode = "200", description = "A page of tenants with their differences")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Uni<Envelope<List<DriftView>>> drift(
            @PathParam("id") TemplateId id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Scope scope = Reach.of(Caller.of(security));
        int size = PageCursor.limit(limit);
        TenantId after = cursor == null ? null : TenantId.parse(cursors.read(scope, LIST, cursor));
        return db.inTransaction(scope, tx -> Templates.find(tx, id)
                .map(found -> found.orElseThrow(Templates::unknown))
                .flatMap(template -> Tenants.ofTemplate(tx, id, after, size + 1)
                        .map(page -> cursors.page(
                                scope, LIST, size, page, tenant -> DriftView.of(tenant, template), tenant -> tenant.id()
                                        .wire()))));
    }
}
