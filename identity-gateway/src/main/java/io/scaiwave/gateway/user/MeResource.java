package io.scaiwave.gateway.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForEveryone;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a caller may know about itself, and change. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "me")
public class MeResource {

    private static final String ALICE = """
            {"data": {
              "principal": {"id": "usr_01h455vb4pex5vsknk084sn02q", "type": "user", "subject": "alice",
                "display_name": "Alice", "email": "alice@acme.example", "locale": "de-DE",
                "time_zone": "Europe/Berlin"},
              "tenant": {"id": "tnt_01h455vb4pex5vsknk084sn02q", "slug": "acme", "name": "Acme", "features": {}},
              "partner": {"id": "prt_01h455vb4pex5vsknk084sn02q"},
              "roles": ["tenant_viewer"],
              "permissions": ["accounting:view_own", "rooms:read"]},
             "meta": {}}""";

    private final Self self;
    private final Profiles profiles;
    private final Idempotency idempotency;

    public MeResource(Self self, Profiles profiles, Idempotency idempotency) {
        this.self = self;
        this.profiles = profiles;
        this.idempotency = idempotency;
    }

    /** The answer's form, for the API's description. */
    public record Me(MeView data) {}

    @GET
    @ForEveryone
    @Operation(operationId = "getMe", summary = "The caller: principal, tenant, roles and permissions")
    @APIResponse(
            responseCode = "200",
            description = "The caller; the ETag is that of its profile, which PATCH takes in If-Match",
            content =
                    @Content(
                            schema = @Schema(implementation = Me.class),
                            examples = @ExampleObject(name = "user", value = ALICE)))
    public Uni<RestResponse<Envelope<MeView>>> me(@Context SecurityContext security) {
        Caller caller = Caller.of(security);
        return self.row(caller).map(row -> tagged(self.view(caller, row), row));
    }

    private static RestResponse<Envelope<MeView>> tagged(MeView view, Optional<User> row) {
        RestResponse.ResponseBuilder<Envelope<MeView>> answer = RestResponse.ResponseBuilder.ok(Envelope.of(view));
        row.ifPresent(
                user -> answer.header(HttpHeaders.ETAG, ETags.of(user.stamp().version())));
        return answer.build();
    }

    @PATCH
    @ForEveryone
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "changeMe",
            summary = "Change one's own display name, locale or time zone, by JSON Merge Patch",
            description = "E-mail address and roles come from the identity provider and cannot be changed here."
                    + " If-Match is taken when it is sent.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, description = "The ETag last read", example = "\"1\"")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfilePatch.Described.class),
                            examples =
                                    @ExampleObject(
                                            name = "name and zone",
                                            value = "{\"display_name\": \"Alice\","
                                                    + " \"time_zone\": \"Europe/Berlin\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The caller with its changed profile, whose new version is the ETag",
            content =
                    @Content(
                            schema = @Schema(implementation = Me.class),
                            examples = @ExampleObject(name = "user", value = ALICE)))
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: names each member that cannot be changed so")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: administrators from above have no profile")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    public Uni<Response> change(
            @Nullable ObjectNode body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Caller.of(security);
        Profiles.own(caller);
        ProfilePatch patch = ProfilePatch.of(body);
        String seen = headers.getHeaderString(HttpHeaders.IF_MATCH);
        long version = seen == null ? -1 : ETags.required(seen);
        return idempotency.run(
                IdempotentCall.of(caller, "PATCH", uri, headers, body),
                tx -> profiles.change(tx, caller, version, patch).map(user -> answer(caller, user)));
    }

    private Answer answer(Caller caller, User user) {
        return Answer.ok(Envelope.of(self.view(caller, Optional.of(user))))
                .withHeader(HttpHeaders.ETAG, ETags.of(user.stamp().version()));
    }
}
