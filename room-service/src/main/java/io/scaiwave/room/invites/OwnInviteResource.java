package io.scaiwave.room.invites;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.ActRequest;
import io.scaiwave.room.events.Changes;
import io.scaiwave.room.members.Joining;
import io.scaiwave.room.rooms.RoomResource;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.InviteId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/invites}: what one does with an invitation. */
@Tag(name = "Rooms")
@Path("/v1/me/invites")
@Produces(MediaType.APPLICATION_JSON)
public class OwnInviteResource {

    private static final String LIST = "invites";

    private final TenantGate gate;
    private final OwnInvites own;
    private final Joining joining;
    private final PageCursor cursors;
    private final Changes changes;

    public OwnInviteResource(TenantGate gate, OwnInvites own, Joining joining, PageCursor cursors, Changes changes) {
        this.gate = gate;
        this.own = own;
        this.joining = joining;
        this.cursors = cursors;
        this.changes = changes;
    }

    @GET
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<Envelope<List<Invite>>> list(
            @Context SecurityContext security,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Participant guest = gate.admit(security);
        int size = PageCursor.limit(limit);
        InviteId after = cursor == null ? null : InviteId.parse(cursors.read(guest.tenant(), LIST, cursor));
        return own.page(guest, after, size + 1)
                .map(found -> cursors.page(guest.tenant(), LIST, size, found, invite -> invite, invite -> invite.id()
                        .wire()));
    }

    @POST
    @Path("/{id}/accept")
    @Permitted(Permission.ROOMS_USE)
    @Operation(summary = "Accept an invitation and join its room")
    @APIResponseSchema(value = RoomResource.OneRoom.class, responseCode = "200", responseDescription = "The room")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_ROOM_CAPACITY: the limit max_participants")
    public Uni<Response> accept(@BeanParam ActRequest request, @PathParam("id") InviteId invite) {
        Act act = changes.act(request);
        return changes.once(request, "POST", null, tx -> own.find(tx, act.who(), invite)
                .chain(found -> joining.join(tx, act, found.roomId()))
                .map(room -> Answer.ok(Envelope.of(room))));
    }

    @POST
    @Path("/{id}/decline")
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    @Operation(summary = "Decline an invitation; it is gone after that")
    @APIResponseSchema(
            value = InviteResource.OneInvite.class,
            responseCode = "200",
            responseDescription = "The invitation as it was")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Uni<Response> decline(@BeanParam ActRequest request, @PathParam("id") InviteId invite) {
        Act act = changes.act(request);
        return changes.once(request, "POST", null, tx -> own.decline(tx, act.who(), invite)
                .map(declined -> Answer.ok(Envelope.of(declined))));
    }
}
