package io.scaiwave.room.members;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Acts;
import io.scaiwave.room.rooms.Room;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rooms/{id}/join}, {@code /leave} and {@code /members}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
public class MemberResource {

    private final TenantGate gate;
    private final Acts acts;
    private final Joining joining;
    private final Leaving leaving;
    private final Members members;
    private final PageCursor cursors;

    public MemberResource(
            TenantGate gate, Acts acts, Joining joining, Leaving leaving, Members members, PageCursor cursors) {
        this.gate = gate;
        this.acts = acts;
        this.joining = joining;
        this.leaving = leaving;
        this.members = members;
        this.cursors = cursors;
    }

    @POST
    @Path("/{id}/join")
    @Permitted(Permission.ROOMS_USE)
    public Uni<Envelope<Room>> join(
            @Context SecurityContext security, @PathParam("id") RoomId room, @RestHeader @Nullable String traceparent) {
        return joining.join(acts.by(gate.admit(security), traceparent), room).map(Envelope::of);
    }

    @POST
    @Path("/{id}/leave")
    @Permitted(Permission.ROOMS_USE)
    public Uni<Void> leave(
            @Context SecurityContext security, @PathParam("id") RoomId room, @RestHeader @Nullable String traceparent) {
        return leaving.leave(acts.by(gate.admit(security), traceparent), room);
    }

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
                .map(found -> found.size() <= size
                        ? Envelope.page(found, null)
                        : Envelope.page(
                                found.subList(0, size),
                                cursors.issue(
                                        reader.tenant(),
                                        list,
                                        found.get(size - 1).participantId().wire())));
    }
}
