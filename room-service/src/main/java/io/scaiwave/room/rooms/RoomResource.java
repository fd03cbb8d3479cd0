package io.scaiwave.room.rooms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.ActRequest;
import io.scaiwave.room.events.Changes;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
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
    private final Rooms rooms;
    private final RoomMaking making;
    private final RoomNaming naming;
    private final PageCursor cursors;
    private final Changes changes;

    public RoomResource(
            TenantGate gate, Rooms rooms, RoomMaking making, RoomNaming naming, PageCursor cursors, Changes changes) {
        this.gate = gate;
        this.rooms = rooms;
        this.making = making;
        this.naming = naming;
        this.cursors = cursors;
        this.changes = changes;
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
                .map(found -> cursors.page(participant.tenant(), LIST, size, found, room -> room, room -> room.id()
                        .wire()));
    }

    @POST
    @Permitted(Permission.ROOMS_USE)
    @Operation(summary = "Make a room and be its first member, with power 100")
    @APIResponseSchema(value = OneRoom.class, responseCode = "201", responseDescription = "The room")
    @APIResponse(responseCode = "409", description = "SW_TENANT_CAPACITY: the limit max_rooms")
    public Uni<Response> create(@BeanParam ActRequest request, @Nullable NewRoom body) {
        Act act = changes.act(request);
        NewRoom wanted = required(body).checked();
        return changes.once(request, "POST", wanted, tx -> making.make(tx, act, wanted)
                .map(room -> Answer.created("/v1/rooms/" + room.id().wire(), Envelope.of(room))
                        .withHeader(HttpHeaders.ETAG, ETags.of(room.version()))));
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
    @Operation(summary = "Change name or topic, by JSON Merge Patch; needs a power level of 50")
    @RequestBodySchema(RoomPatch.Described.class)
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, description = "The ETag last read; optional here")
    @APIResponseSchema(value = OneRoom.class, responseCode = "200", responseDescription = "The room")
    @APIResponse(responseCode = "403", description = "SW_NOT_MEMBER, SW_ROOM_FORBIDDEN")
    @APIResponse(responseCode = "404", description = "SW_ROOM_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "SW_VERSION_CONFLICT")
    public Uni<Response> patch(@BeanParam ActRequest request, @PathParam("id") RoomId id, @Nullable ObjectNode body) {
        Act act = changes.act(request);
        RoomPatch patch = RoomPatch.of(required(body));
        long version = ETags.optional(request.headers.getHeaderString(HttpHeaders.IF_MATCH));
        return changes.once(request, "PATCH", body, tx -> naming.change(tx, act, id, version, patch)
                .map(room -> Answer.ok(Envelope.of(room)).withHeader(HttpHeaders.ETAG, ETags.of(room.version()))));
    }

    /** The answer's form, for the API's description. */
    public record OneRoom(Room data) {}

    private static RestResponse<Envelope<Room>> tagged(Room room) {
        return RestResponse.ResponseBuilder.ok(Envelope.of(room))
                .header(HttpHeaders.ETAG, ETags.of(room.version()))
                .build();
    }

    private static <T> T required(@Nullable T body) {
        if (body == null) {
            throw RefusedException.invalid("body", "is required");
        }
        return body;
    }
}
