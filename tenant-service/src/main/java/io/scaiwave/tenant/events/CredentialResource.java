package io.scaiwave.tenant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.CredentialId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Credentials with which a tenant's own programs listen to its rooms. */
@Path("/v1/event-credentials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class CredentialResource {

    private static final String LIST = "event_credentials";
    private static final Duration DEFAULT_LIFE = Duration.ofDays(30);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);

    private final TenantDb db;
    private final Credentials credentials;
    private final AccountSync sync;
    private final Idempotency idempotency;
    private final PageCursor cursors;
    private final EventsConfig config;

    public CredentialResource(
            TenantDb db,
            Credentials credentials,
            AccountSync sync,
            Idempotency idempotency,
            PageCursor cursors,
            EventsConfig config) {
        this.db = db;
        this.credentials = credentials;
        this.sync = sync;
        this.idempotency = idempotency;
        this.cursors = cursors;
        this.config = config;
    }

    /** What is asked for; without an end the credential lives for 30 days. */
    public record Request(
            @NotBlank @Size(max = 200) String name,
            @JsonProperty("expires_at") @Nullable OffsetDateTime expiresAt,
            @Nullable Boolean durable) {

        boolean isDurable() {
            return Boolean.TRUE.equals(durable);
        }

        Instant expiry(Instant now) {
            if (expiresAt == null) {
                return now.plus(DEFAULT_LIFE);
            }
            Instant asked = expiresAt.toInstant();
            if (asked.isBefore(now.plus(SHORTEST_LIFE)) || asked.isAfter(now.plus(LONGEST_LIFE))) {
                throw RefusedException.invalid("expires_at", "must be at least a minute and at most a year from now");
            }
            return asked;
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Permitted(Permission.EVENTS_SUBSCRIBE)
    @Operation(
            summary = "Make a NATS credential; its secret is in this answer only",
            description = "The credential hears every room of the tenant except incognito ones. With durable the"
                    + " platform keeps a stream and a pull consumer for it, so that it catches up after being away.")
    @APIResponse(responseCode = "201", description = "The credential with its creds text")
    @APIResponse(responseCode = "400", description = "SW_VALIDATION")
    @APIResponse(responseCode = "409", description = "SW_TENANT_CAPACITY, SW_STATE_CONFLICT")
    public Uni<Response> create(
            @NotNull @Valid Request body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Caller.of(security);
        TenantContext tenant = caller.tenant();
        Uni<Response> made = idempotency.run(
                IdempotentCall.of(caller, "POST", uri, headers, body),
                tx -> credentials.issue(tx, caller, body).map(issued -> Answer.created(
                                "/v1/event-credentials/" + issued.credential().id(),
                                Envelope.of(CredentialView.of(issued, config.publicUrl())))
                        .withSecret()));
        return body.isDurable() ? made.call(() -> sync.syncOrLater(tenant.tenantId())) : made;
    }

    @GET
    @Permitted(Permission.EVENTS_SUBSCRIBE)
    @Operation(summary = "List the credentials that are valid")
    @APIResponse(responseCode = "200", description = "A page of credentials, without secrets")
    public Uni<Envelope<List<CredentialView>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        TenantContext tenant = Caller.of(security).tenant();
        int size = PageCursor.limit(limit);
        Optional<CredentialId> before =
                Optional.ofNullable(cursor).map(sent -> CredentialId.parse(cursors.read(tenant, LIST, sent)));
        return db.inTransaction(tenant, tx -> credentials.page(tx, tenant.tenantId(), before, size + 1))
                .map(page -> cursors.page(tenant, LIST, size, page, CredentialView::of, credential -> credential
                        .id()
                        .wire()));
    }

    @DELETE
    @Path("{id}")
    @Permitted(Permission.EVENTS_SUBSCRIBE)
    @Operation(summary = "Revoke a credential: its connections are cut at once")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Uni<Void> revoke(@PathParam("id") CredentialId id, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        TenantContext tenant = caller.tenant();
        return db.inTransaction(tenant, tx -> credentials.revoke(tx, caller, id))
                .chain(() -> sync.syncOrLater(tenant.tenantId()));
    }
}
