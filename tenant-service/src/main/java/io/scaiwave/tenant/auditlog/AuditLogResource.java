package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log of the tenant the caller acts in, else of its partner, else of the platform. */
@Path("/v1/audit-log")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit log")
public class AuditLogResource {

    private static final String LIST = "audit_log";

    private final AuditLog log;
    private final ChainVerifier verifier;
    private final PageCursor cursors;

    public AuditLogResource(AuditLog log, ChainVerifier verifier, PageCursor cursors) {
        this.log = log;
        this.verifier = verifier;
        this.cursors = cursors;
    }

    /** What to look for; each one left out means any. */
    public static class Query {
        @QueryParam("start")
        public @Nullable String start;

        @QueryParam("end")
        public @Nullable String end;

        @QueryParam("action")
        public @Nullable String action;

        @QueryParam("actor_id")
        public @Nullable String actorId;

        @QueryParam("resource_type")
        public @Nullable String resourceType;

        @QueryParam("resource_id")
        public @Nullable String resourceId;

        @QueryParam("outcome")
        public @Nullable String outcome;

        @QueryParam("cursor")
        public @Nullable String cursor;

        @QueryParam("limit")
        public @Nullable String limit;

        AuditFilter filter(@Nullable Long before) {
            return new AuditFilter(
                    before, time("start", start), time("end", end), action, actorId, resourceType, resourceId, outcome);
        }

        private static @Nullable OffsetDateTime time(String field, @Nullable String sent) {
            try {
                return sent == null ? null : OffsetDateTime.parse(sent);
            } catch (DateTimeException e) {
                throw RefusedException.invalid(field, "is not an RFC 3339 time");
            }
        }
    }

    @GET
    @Permitted(Permission.AUDIT_READ)
    @Operation(summary = "Read the audit log, newest first")
    @APIResponse(responseCode = "200", description = "A page of entries, each with its position and hash")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: a time, the cursor or the limit")
    public Uni<Envelope<List<Map<String, Object>>>> list(@BeanParam Query query, @Context SecurityContext security) {
        Scope scope = Caller.of(security).scope();
        int size = PageCursor.limit(query.limit);
        Long before = query.cursor == null ? null : Long.valueOf(cursors.read(scope, LIST, query.cursor));
        return log.page(scope, query.filter(before), size + 1)
                .map(page -> cursors.page(
                        scope, LIST, size, page, LoggedEntry::view, entry -> Long.toString(entry.position())));
    }

    @GET
    @Path("verify")
    @Permitted(Permission.AUDIT_READ)
    @Operation(summary = "Hash the whole log again and say whether it is unbroken")
    @APIResponse(
            responseCode = "200",
            description = "What was found; broken_at names the first entry that does not hold")
    public Uni<Envelope<ChainVerifier.Finding>> verify(@Context SecurityContext security) {
        return verifier.verify(Caller.of(security).scope()).map(Envelope::of);
    }
}
