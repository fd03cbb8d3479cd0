package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Authorization;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tenants, read. */
@Path("/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class TenantResource {

    private static final String LIST = "tenants";
    private static final int PERMANENT_REDIRECT = 308;

    private final TenantDb db;
    private final PageCursor cursors;

    public TenantResource(TenantDb db, PageCursor cursors) {
        this.db = db;
        this.cursors = cursors;
    }

    @GET
    @Permitted(Permission.TENANTS_READ)
    @Operation(summary = "List the tenants within reach, newest first")
    @APIResponse(responseCode = "200", description = "A page of tenants")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: cursor, limit or a filter")
    public Uni<Envelope<List<TenantView>>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("plan") @Nullable String plan,
            @QueryParam("q") @Nullable String text,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Scope scope = Reach.of(Caller.of(security));
        int size = PageCursor.limit(limit);
        TenantFilter filter = new TenantFilter(
                Optional.ofNullable(cursor).map(sent -> TenantId.parse(cursors.read(scope, LIST, sent))),
                Optional.ofNullable(status).map(TenantResource::status),
                Optional.ofNullable(plan),
                Optional.ofNullable(text).filter(sent -> !sent.isBlank()));
        return db.inTransaction(scope, tx -> Tenants.page(tx, filter, size + 1))
                .map(page -> cursors.page(scope, LIST, size, page, TenantView::of, tenant -> tenant.id()
                        .wire()));
    }

    @GET
    @Path("{id}")
    @Permitted(Permission.TENANTS_READ)
    @Operation(summary = "Read a tenant")
    @APIResponse(responseCode = "200", description = "The tenant, its version as ETag")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    public Uni<Response> get(@PathParam("id") TenantId id, @Context SecurityContext security) {
        return db.inTransaction(Reach.to(Caller.of(security), id), tx -> Tenants.find(tx, id))
                .map(found -> ok(found.orElseThrow(Reach::unknownTenant)));
    }

    @GET
    @Path("by-slug/{slug}")
    @Permitted(Permission.TENANTS_READ)
    @Operation(summary = "Read a tenant by its slug; a former slug redirects for 30 days")
    @APIResponse(responseCode = "200", description = "The tenant, its version as ETag")
    @APIResponse(responseCode = "308", description = "A former slug; Location names the current one")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    public Uni<Response> bySlug(@PathParam("slug") String slug, @Context SecurityContext security) {
        return db.inTransaction(Reach.of(Caller.of(security)), tx -> Tenants.bySlug(tx, slug))
                .map(found -> {
                    Tenant tenant = found.orElseThrow(Reach::unknownTenant);
                    String current = tenant.profile().slug();
                    return current.equals(slug)
                            ? ok(tenant)
                            : Response.status(PERMANENT_REDIRECT)
                                    .location(URI.create("/v1/tenants/by-slug/" + current))
                                    .build();
                });
    }

    private static Response ok(Tenant tenant) {
        return Response.ok(Envelope.of(TenantView.of(tenant)))
                .header(HttpHeaders.ETAG, ETags.of(tenant.stamp().version()))
                .header(Authorization.TENANT_HEADER, tenant.id().wire())
                .build();
    }

    private static Status status(String sent) {
        return Status.of(sent).orElseThrow(() -> RefusedException.invalid("status", "is not a tenant's status"));
    }
}
