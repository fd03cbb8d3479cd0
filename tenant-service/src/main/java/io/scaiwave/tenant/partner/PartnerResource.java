package io.scaiwave.tenant.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Partners: made and changed by the platform, read by themselves. */
@Path("/v1/partners")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Partners")
public class PartnerResource {

    private static final String LIST = "partners";

    private final TenantDb db;
    private final PartnerChanges changes;
    private final Idempotency idempotency;
    private final PageCursor cursors;
    private final Clock clock;

    public PartnerResource(
            TenantDb db, PartnerChanges changes, Idempotency idempotency, PageCursor cursors, Clock clock) {
        this.db = db;
        this.changes = changes;
        this.idempotency = idempotency;
        this.cursors = cursors;
        this.clock = clock;
    }

    @GET
    @Permitted(Permission.PARTNERS_READ)
    @Operation(summary = "List the partners within reach")
    @APIResponse(responseCode = "200", description = "A page of partners")
    public Uni<Envelope<List<PartnerView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Scope scope = Reach.of(Caller.of(security));
        int size = PageCursor.limit(limit);
        PartnerId before = cursor == null ? null : PartnerId.parse(cursors.read(scope, LIST, cursor));
        return db.inTransaction(scope, tx -> Partners.page(tx, before, size + 1))
                .map(page -> cursors.page(scope, LIST, size, page, PartnerView::of, partner -> partner.id()
                        .wire()));
    }

    @GET
    @Path("{id}")
    @Permitted(Permission.PARTNERS_READ)
    @Operation(summary = "Read a partner")
    @APIResponse(responseCode = "200", description = "The partner, its version as ETag")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Uni<Response> get(@PathParam("id") PartnerId id, @Context SecurityContext security) {
        return db.inTransaction(Reach.of(Caller.of(security)), tx -> Partners.find(tx, id))
                .map(found -> found.orElseThrow(Reach::unknown))
                .map(partner -> Response.ok(Envelope.of(PartnerView.of(partner)))
                        .header(HttpHeaders.ETAG, ETags.of(partner.stamp().version()))
                        .build());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.PARTNERS_MANAGE)
    @Operation(
            summary = "Make a partner",
            description = "name and slug; optional branding, base_domain, limits (the highest value allowed to each"
                    + " tenant, by limit name), max_tenants, features, settings")
    @APIResponse(responseCode = "201", description = "The partner")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "409", description = "SW_SLUG_TAKEN")
    public Uni<Response> create(
            @NotNull JsonNode body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        Partner draft = PartnerBody.creation(JsonBodies.object(body)).draft(clock.instant());
        return idempotency.run(
                IdempotentCall.of(caller, "POST", uri, headers, body), tx -> changes.create(tx, caller, draft)
                        .map(made -> tagged(
                                made, Answer.created("/v1/partners/" + made.id(), Envelope.of(PartnerView.of(made))))));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Permitted(Permission.PARTNERS_MANAGE)
    @Operation(summary = "Change a partner by JSON Merge Patch; a cap reaches every tenant at once")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag last read")
    @APIResponse(responseCode = "200", description = "The changed partner, its new version as ETag")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    @APIResponse(responseCode = "428", description = "SW_PRECONDITION_REQUIRED")
    public Uni<Response> change(
            @PathParam("id") PartnerId id,
            @NotNull JsonNode body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        long version = ETags.required(headers.getHeaderString(HttpHeaders.IF_MATCH));
        PartnerBody patch = PartnerBody.patch(JsonBodies.object(body));
        return idempotency.run(IdempotentCall.of(caller, "PATCH", uri, headers, body), tx -> changes.edit(
                        tx, caller, id, version, patch::applyTo)
                .map(partner -> tagged(partner, Answer.ok(Envelope.of(PartnerView.of(partner))))));
    }

    @DELETE
    @Path("{id}")
    @Permitted(Permission.PARTNERS_MANAGE)
    @Operation(summary = "Delete a partner that has no tenants")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag last read")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: it still has tenants")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    @APIResponse(responseCode = "428", description = "SW_PRECONDITION_REQUIRED")
    public Uni<Void> delete(
            @PathParam("id") PartnerId id, @Context SecurityContext security, @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        long version = ETags.required(headers.getHeaderString(HttpHeaders.IF_MATCH));
        return db.inTransaction(caller.scope(), tx -> changes.delete(tx, caller, id, version));
    }

    static Answer tagged(Partner partner, Answer answer) {
        return answer.withHeader(HttpHeaders.ETAG, ETags.of(partner.stamp().version()));
    }
}
