package io.scaiwave.room.invites;

import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.room.access.RoomType;
import io.scaiwave.tenancy.id.InviteId;
import io.scaiwave.tenancy.id.RoomId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A door held open for one participant; gone once it was used or declined. */
@Schema(name = "Invite")
public record Invite(
        InviteId id,
        RoomId roomId,
        RoomType roomType,
        @Nullable String roomName,
        ParticipantId userId,
        ParticipantId invitedBy,
        Instant createdAt) {

    static final String COLUMNS = """
            i.id, i.room_id, r.room_type, r.name AS room_name, i.participant_id, i.invited_by, i.created_at""";

    static Invite read(Row row) {
        return new Invite(
                InviteId.of(row.getUUID("id")),
                RoomId.of(row.getUUID("room_id")),
                RoomType.stored(row.getString("room_type")),
                row.getString("room_name"),
                new ParticipantId(row.getString("participant_id")),
                new ParticipantId(row.getString("invited_by")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
