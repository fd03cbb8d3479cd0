package io.scaiwave.room.members;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.ActRequest;
import io.scaiwave.room.events.Changes;
import io.scaiwave.room.rooms.RoomResource;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.RoomId;
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

/** {@code /v1/rooms/{id}/join}, {@code /leave} and {@code /members}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
public class MemberResource {

    private final TenantGate gate;
    private final Joining joining;
    private final Leaving leaving;
    private final Members members;
    private final PageCursor cursors;
    private final Changes changes;

    public MemberResource(
            TenantGate gate, Joining joining, Leaving leaving, Members members, PageCursor cursors, Changes changes) {
        this.gate = gate;
        this.joining = joining;
        this.leaving = leaving;
        this.members = members;
        this.cursors = cursors;
        this.changes = changes;
    }

    @POST
    @Path("/{id}/join")
    @Permitted(Permission.ROOMS_USE)
    @Operation(summary = "Join a room that is open to the tenant, or that one is invited to; again changes nothing")
    @APIResponseSchema(value = RoomResource.OneRoom.class, responseCode = "200", responseDescription = "The room")
    @APIResponse(responseCode = "404", description = "SW_ROOM_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SW_ROOM_CAPACITY: the limit max_participants")
    public Uni<Response> join(@BeanParam ActRequest request, @PathParam("id") RoomId room) {
        Act act = changes.act(request);
        return changes.once(
                request, "POST", null, tx -> joining.join(tx, act, room).map(joined -> Answer.ok(Envelope.of(joined))));
    }

    @POST
    @Path("/{id}/leave")
    @Permitted(Permission.ROOMS_USE)
    @Operation(summary = "Leave a room")
    @APIResponseSchema(value = Goodbye.class, responseCode = "200", responseDescription = "No longer a member")
    @APIResponse(responseCode = "403", description = "SW_NOT_MEMBER")
    @APIResponse(responseCode = "404", description = "SW_ROOM_NOT_FOUND")
    public Uni<Response> leave(@BeanParam ActRequest request, @PathParam("id") RoomId room) {
        Act act = changes.act(request);
        return changes.once(
                request, "POST", null, tx -> leaving.leave(tx, act, room).map(left -> Answer.ok(Envelope.of(left))));
    }

    /** The answer's form, for the API's description. */
    public record Goodbye(Leaving.Left data) {}

    @GET
    @Path("/{id}/members")
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<Envelope<List<Member>>> members(
            @Context SecurityContext security,
            @PathParam("id") RoomId room,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Participant reader = gate.admit(security);
        int size = PageCursor.limit(limit);
        String list = "members " + room.wire();
        String after = cursor == null ? null : cursors.read(reader.tenant(), list, cursor);
        return members.page(reader, room, after, size + 1)
                .map(found -> cursors.page(
                        reader.tenant(), list, size, found, member -> member, member -> member.participantId()
                                .wire()));
    }
}
