package io.scaiwave.room.invites;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Acts;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rooms/{id}/invite}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InviteResource {

    private final TenantGate gate;
    private final Acts acts;
    private final Inviting inviting;

    public InviteResource(TenantGate gate, Acts acts, Inviting inviting) {
        this.gate = gate;
        this.acts = acts;
        this.inviting = inviting;
    }

    /** Whom to invite. */
    @Schema(name = "NewInvite")
    public record NewInvite(@Nullable UserId userId) {}

    @POST
    @Path("/{id}/invite")
    @Permitted(Permission.ROOMS_USE)
    public Uni<RestResponse<Envelope<Invite>>> invite(
            @Context SecurityContext security,
            @PathParam("id") RoomId room,
            @RestHeader @Nullable String traceparent,
            @Nullable NewInvite wanted) {
        Participant host = gate.admit(security);
        if (wanted == null || wanted.userId() == null) {
            throw RefusedException.invalid("user_id", "is required");
        }
        return inviting.invite(acts.by(host, traceparent), room, wanted.userId())
                .map(invited -> RestResponse.ResponseBuilder.create(
                                invited.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                Envelope.of(invited.invite()))
                        .build());
    }
}
