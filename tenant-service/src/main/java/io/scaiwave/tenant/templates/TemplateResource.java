package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Templates: a partner's own, each change a new version. */
@Path("/v1/tenant-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Templates")
public class TemplateResource {

    private static final String LIST = "templates";

    private final TenantDb db;
    private final TemplateChanges changes;
    private final Idempotency idempotency;
    private final PageCursor cursors;

    public TemplateResource(TenantDb db, TemplateChanges changes, Idempotency idempotency, PageCursor cursors) {
        this.db = db;
        this.changes = changes;
        this.idempotency = idempotency;
        this.cursors = cursors;
    }

    @GET
    @Permitted(Permission.TEMPLATES_READ)
    @Operation(summary = "List the templates within reach, newest first")
    @APIResponse(responseCode = "200", description = "A page of templates")
    public Uni<Envelope<List<TemplateView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Scope scope = Reach.of(Caller.of(security));
        int size = PageCursor.limit(limit);
        TemplateId before = cursor == null ? null : TemplateId.parse(cursors.read(scope, LIST, cursor));
        return db.inTransaction(scope, tx -> Templates.page(tx, before, size + 1))
                .map(page -> cursors.page(scope, LIST, size, page, TemplateView::of, template -> template.id()
                        .wire()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.TEMPLATES_MANAGE)
    @Operation(
            summary = "Make a template",
            description = "limits stand above the plan's and below the tenant's own; features and settings are merged"
                    + " into the tenant's. Without partner_id it belongs to the caller's partner.")
    @APIResponse(responseCode = "201", description = "The template, in version 1")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND: no such partner")
    public Uni<Response> create(
            @NotNull @Valid TemplateBody body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        TemplateDocument document = body.document();
        return idempotency.run(IdempotentCall.of(caller, "POST", uri, headers, body), tx -> changes.create(
                        tx, caller, body.partnerId(), body.name(), document)
                .map(made -> tagged(
                        made,
                        Answer.created("/v1/tenant-templates/" + made.id(), Envelope.of(TemplateView.of(made))))));
    }

    @GET
    @Path("{id}")
    @Permitted(Permission.TEMPLATES_READ)
    @Operation(summary = "Read a template, or an earlier version of it")
    @APIResponse(responseCode = "200", description = "The template, its version as ETag")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: version")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Uni<Response> get(
            @PathParam("id") TemplateId id,
            @QueryParam("version") @Nullable String version,
            @Context SecurityContext security) {
        Scope scope = Reach.of(Caller.of(security));
        return db.inTransaction(
                        scope, tx -> version == null ? Templates.find(tx, id) : Templates.find(tx, id, number(version)))
                .map(found -> found.orElseThrow(Templates::unknown))
                .map(template -> Response.ok(Envelope.of(TemplateView.of(template)))
                        .header(HttpHeaders.ETAG, ETags.of(template.version()))
                        .build());
    }

    private static long number(String sent) {
        if (!sent.matches("[1-9][0-9]{0,17}")) {
            throw RefusedException.invalid("version", "must be a whole number from 1");
        }
        return Long.parseLong(sent);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.TEMPLATES_MANAGE)
    @Operation(
            summary = "Replace a template by a new version",
            description = "Tenants keep what they were given until the template is applied to them again.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag last read")
    @APIResponse(responseCode = "200", description = "The template, its new version as ETag")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    @APIResponse(responseCode = "428", description = "SW_PRECONDITION_REQUIRED")
    public Uni<Response> replace(
            @PathParam("id") TemplateId id,
            @NotNull @Valid TemplateBody body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Reach.working(Caller.of(security));
        long version = ETags.required(headers.getHeaderString(HttpHeaders.IF_MATCH));
        if (body.partnerId() != null) {
            throw RefusedException.invalid("partner_id", "cannot be changed");
        }
        TemplateDocument document = body.document();
        return idempotency.run(IdempotentCall.of(caller, "PUT", uri, headers, body), tx -> changes.replace(
                        tx, caller, id, version, body.name(), document)
                .map(saved -> tagged(saved, Answer.ok(Envelope.of(TemplateView.of(saved))))));
    }

    private static Answer tagged(Template template, Answer answer) {
        return answer.withHeader(HttpHeaders.ETAG, ETags.of(template.version()));
    }
}
