package io.scaiwave.room.rooms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Acts;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rooms}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RoomResource {

    private static final String LIST = "rooms";

    private final TenantGate gate;
    private final Acts acts;
    private final Rooms rooms;
    private final RoomMaking making;
    private final RoomNaming naming;
    private final PageCursor cursors;

    public RoomResource(
            TenantGate gate, Acts acts, Rooms rooms, RoomMaking making, RoomNaming naming, PageCursor cursors) {
        this.gate = gate;
        this.acts = acts;
        this.rooms = rooms;
        this.making = making;
        this.naming = naming;
        this.cursors = cursors;
    }

    @GET
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<Envelope<List<Room>>> list(
            @Context SecurityContext security,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("joined") boolean joinedOnly) {
        Participant participant = gate.admit(security);
        int size = PageCursor.limit(limit);
        RoomId after = cursor == null ? null : RoomId.parse(cursors.read(participant.tenant(), LIST, cursor));
        return rooms.page(participant, after, joinedOnly, size + 1)
                .map(found -> found.size() <= size
                        ? Envelope.page(found, null)
                        : Envelope.page(
                                found.subList(0, size),
                                cursors.issue(
                                        participant.tenant(),
                                        LIST,
                                        found.get(size - 1).id().wire())));
    }

    @POST
    @Permitted(Permission.ROOMS_USE)
    public Uni<RestResponse<Envelope<Room>>> create(
            @Context SecurityContext security, @RestHeader @Nullable String traceparent, @Nullable NewRoom wanted) {
        Participant participant = gate.admit(security);
        return making.make(acts.by(participant, traceparent), body(wanted).checked())
                .map(room -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, Envelope.of(room))
                        // As text: the framework would make a URI absolute with an address that is not for outside.
                        .header(HttpHeaders.LOCATION, "/v1/rooms/" + room.id().wire())
                        .header(HttpHeaders.ETAG, ETags.of(room.version()))
                        .build());
    }

    @GET
    @Path("/{id}")
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<RestResponse<Envelope<Room>>> get(@Context SecurityContext security, @PathParam("id") RoomId id) {
        return rooms.see(gate.admit(security), id).map(RoomResource::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Permitted(Permission.ROOMS_USE)
    public Uni<RestResponse<Envelope<Room>>> patch(
            @Context SecurityContext security,
            @PathParam("id") RoomId id,
            @RestHeader @Nullable String traceparent,
            @Nullable ObjectNode patch) {
        Participant participant = gate.admit(security);
        return naming.change(acts.by(participant, traceparent), id, RoomPatch.of(body(patch)))
                .map(RoomResource::tagged);
    }

    private static RestResponse<Envelope<Room>> tagged(Room room) {
        return RestResponse.ResponseBuilder.ok(Envelope.of(room))
                .header(HttpHeaders.ETAG, ETags.of(room.version()))
                .build();
    }

    private static <T> T body(@Nullable T body) {
        if (body == null) {
            throw RefusedException.invalid("body", "is required");
        }
        return body;
    }
}
