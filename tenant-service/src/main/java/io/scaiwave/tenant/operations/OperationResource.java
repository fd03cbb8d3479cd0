package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Authorization;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Operations, read by whoever may read the tenant they work on. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations")
public class OperationResource {

    private static final String LIST = "operations";

    private final Operations operations;
    private final PageCursor cursors;

    public OperationResource(Operations operations, PageCursor cursors) {
        this.operations = operations;
        this.cursors = cursors;
    }

    @GET
    @Permitted(Permission.TENANTS_READ)
    @org.eclipse.microprofile.openapi.annotations.Operation(summary = "List operations within reach, newest first")
    @APIResponse(responseCode = "200", description = "A page of operations")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION, SW_ID_INVALID")
    public Uni<Envelope<List<OperationView>>> list(
            @QueryParam("tenant_id") @Nullable TenantId tenant,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        Scope scope = Reach.of(caller);
        int size = PageCursor.limit(limit);
        OperationFilter filter = new OperationFilter(
                Optional.ofNullable(cursor).map(sent -> OperationId.parse(cursors.read(scope, LIST, sent))),
                Optional.ofNullable(tenant).or(() -> selected(caller)),
                Optional.ofNullable(state).map(OperationResource::state));
        return operations
                .page(scope, filter, size + 1)
                .map(page -> cursors.page(scope, LIST, size, page, OperationView::of, operation -> operation
                        .id()
                        .wire()));
    }

    @GET
    @Path("{id}")
    @Permitted(Permission.TENANTS_READ)
    @org.eclipse.microprofile.openapi.annotations.Operation(summary = "Read an operation with its steps")
    @APIResponse(responseCode = "200", description = "The operation")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Uni<RestResponse<Envelope<OperationView>>> get(
            @PathParam("id") OperationId id, @Context SecurityContext security) {
        return operations.find(Reach.of(Caller.of(security)), id).map(found -> {
            OperationView view = OperationView.of(found.orElseThrow(Reach::unknown));
            return ResponseBuilder.ok(Envelope.of(view))
                    .header(Authorization.TENANT_HEADER, view.tenantId().wire())
                    .build();
        });
    }

    private static Optional<TenantId> selected(Caller caller) {
        return caller.scope() instanceof TenantContext tenant ? Optional.of(tenant.tenantId()) : Optional.empty();
    }

    private static OperationState state(String sent) {
        return OperationState.of(sent)
                .orElseThrow(() -> RefusedException.invalid("state", "is not an operation's state"));
    }
}
