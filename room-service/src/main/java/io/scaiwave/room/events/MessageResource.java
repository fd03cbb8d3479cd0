package io.scaiwave.room.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rooms/{id}/send} and {@code /messages}. */
@Tag(name = "Rooms")
@Path("/v1/rooms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    private final TenantGate gate;
    private final Acts acts;
    private final Sending sending;
    private final Messages messages;

    public MessageResource(TenantGate gate, Acts acts, Sending sending, Messages messages) {
        this.gate = gate;
        this.acts = acts;
        this.sending = sending;
        this.messages = messages;
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

    /** Where the next page begins; null when there is none. */
    public record History(@Nullable Long nextFrom, boolean hasMore) {}

    @POST
    @Path("/{id}/send")
    @Permitted(Permission.ROOMS_USE)
    public Uni<RestResponse<Envelope<RoomEvent>>> send(
            @Context SecurityContext security,
            @PathParam("id") RoomId room,
            @RestHeader @Nullable String traceparent,
            @Nullable NewMessage message) {
        Participant sender = gate.admit(security);
        if (message == null || message.content() == null) {
            throw RefusedException.invalid("content", "is required");
        }
        Content content = Content.message(message.content(), message.replyToEventId());
        EventDraft draft = acts.by(sender, traceparent).draft(room, EventType.MESSAGE, content);
        return sending.send(sender, draft, message.eventUuid(), message.replyToEventId())
                .map(sent -> RestResponse.ResponseBuilder.create(
                                sent.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                Envelope.of(sent.event()))
                        .build());
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
