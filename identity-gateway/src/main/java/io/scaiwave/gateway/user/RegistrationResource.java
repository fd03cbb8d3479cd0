package io.scaiwave.gateway.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForEveryone;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The first thing an application does with somebody's token. */
@Path("/v1/auth/register")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
public class RegistrationResource {

    private static final String ALICE = """
            {"data": {"id": "usr_01h455vb4pex5vsknk084sn02q", "kind": "human", "subject": "alice",
              "display_name": "Alice", "email": "alice@acme.example", "locale": null, "time_zone": null,
              "created_at": "2026-06-01T12:00:00Z", "updated_at": "2026-06-01T12:00:00Z"},
             "meta": {}}""";

    private final Profiles profiles;
    private final Idempotency idempotency;

    public RegistrationResource(Profiles profiles, Idempotency idempotency) {
        this.profiles = profiles;
        this.idempotency = idempotency;
    }

    /** The answer's form, for the API's description. */
    public record OneUser(UserView data) {}

    @POST
    @ForEveryone
    @Operation(
            operationId = "register",
            summary = "Register the token's subject as a user of its tenant; again changes nothing")
    @APIResponse(
            responseCode = "201",
            description = "The user, registered for the first time",
            content =
                    @Content(
                            schema = @Schema(implementation = OneUser.class),
                            examples = @ExampleObject(name = "user", value = ALICE)))
    @APIResponse(
            responseCode = "200",
            description = "The user, registered before",
            content = @Content(schema = @Schema(implementation = OneUser.class)))
    @APIResponse(responseCode = "400", description = "SW_VALIDATION: the body has members")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: administrators from above are no users")
    public Uni<Response> register(
            @Nullable ObjectNode body,
            @Context SecurityContext security,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller caller = Caller.of(security);
        Profiles.own(caller);
        refuseMembers(body);
        return idempotency.run(
                IdempotentCall.of(caller, "POST", uri, headers, null),
                tx -> profiles.register(tx, caller).map(RegistrationResource::answer));
    }

    /** The token says all there is to say. */
    private static void refuseMembers(@Nullable ObjectNode body) {
        if (body != null) {
            body.fieldNames().forEachRemaining(field -> {
                throw RefusedException.invalid(field, "is not a field of this request");
            });
        }
    }

    private static Answer answer(Profiles.Registered registered) {
        Envelope<UserView> user = Envelope.of(UserView.of(registered.user()));
        return registered.isNew() ? Answer.created("/v1/me", user) : Answer.ok(user);
    }
}
