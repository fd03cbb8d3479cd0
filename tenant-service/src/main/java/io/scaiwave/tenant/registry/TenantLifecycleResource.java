package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.access.Suspension;
import io.scaiwave.tenant.events.AccountSync;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The moves in a tenant's life that answer at once. */
@Path("/v1/tenants/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class TenantLifecycleResource {

    private final TenantLifecycle lifecycle;
    private final AccountSync accounts;
    private final Idempotency idempotency;

    public TenantLifecycleResource(TenantLifecycle lifecycle, AccountSync accounts, Idempotency idempotency) {
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.idempotency = idempotency;
    }

    @POST
    @Path("suspend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(summary = "Suspend: nobody of the tenant gets in, its data stays")
    @APIResponse(responseCode = "200", description = "The suspended tenant")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: names the moves that are legal")
    public Uni<Response> suspend(
            @PathParam("id") TenantId id,
            @NotNull @Valid Suspension body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security), id);
        return move(id, IdempotentCall.of(caller, "POST", uri, headers, body), new Move.Suspend(body.reason()));
    }

    @POST
    @Path("resume")
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(summary = "Resume a suspended tenant")
    @APIResponse(responseCode = "200", description = "The tenant, active or in its trial as before")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: names the moves that are legal")
    public Uni<Response> resume(
            @PathParam("id") TenantId id,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return move(id, call(id, security, uri, headers), new Move.Resume());
    }

    @POST
    @Path("archive")
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(summary = "Archive: put to rest until restored")
    @APIResponse(responseCode = "200", description = "The archived tenant")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: names the moves that are legal")
    public Uni<Response> archive(
            @PathParam("id") TenantId id,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return move(id, call(id, security, uri, headers), new Move.Archive());
    }

    @POST
    @Path("restore")
    @Permitted(Permission.TENANTS_MANAGE)
    @Operation(summary = "Restore an archived tenant")
    @APIResponse(responseCode = "200", description = "The active tenant")
    @APIResponse(responseCode = "404", description = "SW_TENANT_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: names the moves that are legal")
    public Uni<Response> restore(
            @PathParam("id") TenantId id,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return move(id, call(id, security, uri, headers), new Move.Restore());
    }

    private static IdempotentCall call(TenantId id, SecurityContext security, UriInfo uri, HttpHeaders headers) {
        @Nullable Object noBody = null;
        return IdempotentCall.of(Reach.working(Caller.of(security), id), "POST", uri, headers, noBody);
    }

    private Uni<Response> move(TenantId id, IdempotentCall call, Move move) {
        return idempotency
                .run(call, tx -> lifecycle.move(tx, call.caller(), id, move).map(tenant -> Answer.ok(
                                Envelope.of(TenantView.of(tenant)))
                        .withHeader(HttpHeaders.ETAG, ETags.of(tenant.stamp().version()))))
                .call(() -> accounts.syncOrLater(id));
    }
}
