package io.scaiwave.room.invites;

import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.ActRequest;
import io.scaiwave.room.events.Changes;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rooms/{id}/invite}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InviteResource {

    private final Inviting inviting;
    private final Changes changes;

    public InviteResource(Inviting inviting, Changes changes) {
        this.inviting = inviting;
        this.changes = changes;
    }

    /** Whom to invite. */
    @Schema(name = "NewInvite")
    public record NewInvite(@Nullable UserId userId) {}

    /** The answer's form, for the API's description. */
    public record OneInvite(Invite data) {}

    @POST
    @Path("/{id}/invite")
    @Permitted(Permission.ROOMS_USE)
    @Operation(summary = "Invite a user of the tenant; one who is invited already keeps the first invitation")
    @APIResponseSchema(value = OneInvite.class, responseCode = "201", responseDescription = "The invitation")
    @APIResponse(responseCode = "200", description = "The invitation that was there already")
    @APIResponse(responseCode = "403", description = "SW_NOT_MEMBER")
    @APIResponse(responseCode = "404", description = "SW_ROOM_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_STATE_CONFLICT: a member already")
    public Uni<Response> invite(@BeanParam ActRequest request, @PathParam("id") RoomId room, @Nullable NewInvite body) {
        Act act = changes.act(request);
        UserId guest = body == null ? null : body.userId();
        if (guest == null) {
            throw RefusedException.invalid("user_id", "is required");
        }
        return changes.once(request, "POST", body, tx -> inviting.invite(tx, act, room, guest)
                .map(invited ->
                        new Answer(invited.fresh() ? 201 : 200, Map.of(), Envelope.of(invited.invite()), false)));
    }
}
