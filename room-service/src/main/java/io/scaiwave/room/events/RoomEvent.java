package io.scaiwave.room.events;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The event row, the same in every answer and in every message to subscribers. */
@Schema(name = "RoomEvent")
@JsonPropertyOrder({
    "id",
    "room_id",
    "sender_id",
    "event_type",
    "content",
    "stream_position",
    "origin_ts",
    "created_at",
    "edited_at",
    "redacted_at",
    "foreign_origin"
})
public record RoomEvent(
        EventId id,
        RoomId roomId,
        ParticipantId senderId,
        String eventType,

        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @JsonRawValue
        String content,

        long streamPosition,
        Instant originTs,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant redactedAt,
        @Nullable String foreignOrigin) {

    /** The columns {@link #read} needs, of a table or sub-select called {@code e}. */
    public static final String COLUMNS = """
            e.id, e.room_id, e.sender_id, e.event_type, e.content::text AS content, e.stream_position, \
            e.origin_ts, e.created_at, e.edited_at, e.redacted_at, e.foreign_origin""";

    public static RoomEvent read(Row row) {
        return new RoomEvent(
                EventId.of(row.getUUID("id")),
                RoomId.of(row.getUUID("room_id")),
                new ParticipantId(row.getString("sender_id")),
                row.getString("event_type"),
                row.getString("content"),
                row.getLong("stream_position"),
                row.getOffsetDateTime("origin_ts").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("edited_at")),
                instant(row.getOffsetDateTime("redacted_at")),
                row.getString("foreign_origin"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
