package io.scaiwave.room.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rooms/{id}/send} and {@code /messages}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    private final TenantGate gate;
    private final Sending sending;
    private final Messages messages;
    private final Changes changes;

    public MessageResource(TenantGate gate, Sending sending, Messages messages, Changes changes) {
        this.gate = gate;
        this.sending = sending;
        this.messages = messages;
        this.changes = changes;
    }

    /** What to send; a repeated {@code event_uuid} answers with the first event. */
    @Schema(name = "NewMessage")
    public record NewMessage(
            @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT, required = true)
            @JsonDeserialize(using = Content.Verbatim.class)
            @Nullable
            JsonNode content,

            @Nullable UUID eventUuid,
            @Nullable EventId replyToEventId) {}

    /** The answer's form, for the API's description. */
    public record SentEvent(RoomEvent data) {}

    /** Where the next page begins; null when there is none. */
    public record History(@Nullable Long nextFrom, boolean hasMore) {}

    @POST
    @Path("/{id}/send")
    @Permitted(Permission.ROOMS_USE)
    @Operation(
            summary = "Send a message",
            description = "The content takes at most 64 KB; a repeated event_uuid answers with the first event.")
    @APIResponseSchema(value = SentEvent.class, responseCode = "201", responseDescription = "The event row")
    @APIResponse(responseCode = "200", description = "The event row of the first request with this event_uuid")
    @APIResponse(responseCode = "403", description = "SW_NOT_MEMBER")
    @APIResponse(responseCode = "404", description = "SW_ROOM_NOT_FOUND, SW_EVENT_NOT_FOUND")
    @APIResponse(responseCode = "413", description = "SW_CONTENT_TOO_LARGE")
    public Uni<Response> send(@BeanParam ActRequest request, @PathParam("id") RoomId room, @Nullable NewMessage body) {
        Act act = changes.act(request);
        if (body == null || body.content() == null) {
            throw RefusedException.invalid("content", "is required");
        }
        Content content = Content.message(body.content(), body.replyToEventId());
        Sending.Message message = new Sending.Message(
                act.draft(room, EventType.MESSAGE, content), body.eventUuid(), body.replyToEventId());
        IdempotentCall call = request.call("POST", body);
        return call.key() == null
                ? sending.send(act.who(), message).map(MessageResource::response)
                : changes.once(call, tx -> sending.send(tx, act.who(), message).map(MessageResource::answer));
    }

    private static Answer answer(Sending.Sent sent) {
        return new Answer(sent.fresh() ? 201 : 200, Map.of(), Envelope.of(sent.event()), false);
    }

    private static Response response(Sending.Sent sent) {
        Response.ResponseBuilder response = sent.fresh() ? Response.status(201) : Response.ok();
        return response.entity(Envelope.of(sent.event())).build();
    }

    @GET
    @Path("/{id}/messages")
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<Envelope<List<RoomEvent>>> messages(
            @Context SecurityContext security,
            @PathParam("id") RoomId room,
            @QueryParam("from") @Nullable String from,
            @QueryParam("direction") @Nullable String direction,
            @QueryParam("limit") @Nullable String limit) {
        Participant reader = gate.admit(security);
        int size = PageCursor.limit(limit);
        return messages.read(reader, room, Positions.parse("from", from), direction(direction), size + 1)
                .map(found -> page(found, size));
    }

    private static Envelope<List<RoomEvent>> page(List<RoomEvent> found, int size) {
        boolean more = found.size() > size;
        List<RoomEvent> page = more ? found.subList(0, size) : found;
        return Envelope.of(page, new History(more ? page.getLast().streamPosition() : null, more));
    }

    private static Messages.Direction direction(@Nullable String direction) {
        return switch (direction) {
            case null -> Messages.Direction.BACK;
            case "back" -> Messages.Direction.BACK;
            case "forward" -> Messages.Direction.FORWARD;
            default -> throw RefusedException.invalid("direction", "must be back or forward");
        };
    }
}
