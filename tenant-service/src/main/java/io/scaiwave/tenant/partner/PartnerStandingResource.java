package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A partner suspended with all its tenants, and let back. Each tenant keeps the state of its own. */
@Path("/v1/partners/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Partners")
public class PartnerStandingResource {

    private final PartnerChanges changes;
    private final AccountSync accounts;
    private final Idempotency idempotency;

    public PartnerStandingResource(PartnerChanges changes, AccountSync accounts, Idempotency idempotency) {
        this.changes = changes;
        this.accounts = accounts;
        this.idempotency = idempotency;
    }

    @POST
    @Path("suspend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.PARTNERS_MANAGE)
    @Operation(summary = "Suspend a partner and with it the use of all its tenants")
    @APIResponse(responseCode = "200", description = "The suspended partner")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT")
    public Uni<Response> suspend(
            @PathParam("id") PartnerId id,
            @NotNull @Valid Suspension body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        return run(
                IdempotentCall.of(caller, "POST", uri, headers, body),
                tx -> changes.suspend(tx, caller, id, body.reason()));
    }

    @POST
    @Path("resume")
    @Permitted(Permission.PARTNERS_MANAGE)
    @Operation(summary = "Resume a suspended partner")
    @APIResponse(responseCode = "200", description = "The active partner")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT")
    public Uni<Response> resume(
            @PathParam("id") PartnerId id,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        return run(IdempotentCall.of(caller, "POST", uri, headers, null), tx -> changes.resume(tx, caller, id));
    }

    private Uni<Response> run(IdempotentCall call, Function<Tx, Uni<Partner>> change) {
        return idempotency
                .run(call, tx -> change.apply(tx)
                        .map(partner ->
                                PartnerResource.tagged(partner, Answer.ok(Envelope.of(PartnerView.of(partner))))))
                .invoke(accounts::wake);
    }
}
