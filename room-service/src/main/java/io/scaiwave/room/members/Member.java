package io.scaiwave.room.members;

import io.scaiwave.room.access.ParticipantId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One who is in a room. */
@Schema(name = "Member")
public record Member(ParticipantId participantId, String participantType, int powerLevel, Instant joinedAt) {

    static final String COLUMNS = "m.participant_id, m.participant_type, m.power_level, m.joined_at";

    static Member read(Row row) {
        return new Member(
                new ParticipantId(row.getString("participant_id")),
                row.getString("participant_type"),
                row.getInteger("power_level"),
                row.getOffsetDateTime("joined_at").toInstant());
    }
}
