package io.scaiwave.room.invites;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Acts;
import io.scaiwave.room.members.Joining;
import io.scaiwave.room.rooms.Room;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.InviteId;
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

/** {@code /v1/me/invites}: what one does with an invitation. */
@Tag(name = "Rooms")
@Path("/v1/me/invites")
@Produces(MediaType.APPLICATION_JSON)
public class OwnInviteResource {

    private static final String LIST = "invites";

    private final TenantGate gate;
    private final Acts acts;
    private final OwnInvites own;
    private final Joining joining;
    private final PageCursor cursors;

    public OwnInviteResource(TenantGate gate, Acts acts, OwnInvites own, Joining joining, PageCursor cursors) {
        this.gate = gate;
        this.acts = acts;
        this.own = own;
        this.joining = joining;
        this.cursors = cursors;
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
                .map(found -> found.size() <= size
                        ? Envelope.page(found, null)
                        : Envelope.page(
                                found.subList(0, size),
                                cursors.issue(
                                        guest.tenant(),
                                        LIST,
                                        found.get(size - 1).id().wire())));
    }

    @POST
    @Path("/{id}/accept")
    @Permitted(Permission.ROOMS_USE)
    public Uni<Envelope<Room>> accept(
            @Context SecurityContext security,
            @PathParam("id") InviteId invite,
            @RestHeader @Nullable String traceparent) {
        Participant guest = gate.admit(security);
        return own.find(guest, invite)
                .chain(found -> joining.join(acts.by(guest, traceparent), found.roomId()))
                .map(Envelope::of);
    }

    @POST
    @Path("/{id}/decline")
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<Void> decline(@Context SecurityContext security, @PathParam("id") InviteId invite) {
        return own.decline(gate.admit(security), invite);
    }
}
