package io.scaiwave.room.rooms;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.room.access.RoomType;
import io.scaiwave.tenancy.id.RoomId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room as one participant sees it.
 *
 * @param powerLevel the participant's own, null for an outsider
 */
public record Room(
        RoomId id,
        RoomType roomType,
        @Nullable String name,
        @Nullable String topic,
        ParticipantId creatorId,
        int participants,
        Membership membership,
        @Nullable Integer powerLevel,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long version) {

    /** From this power on a member moderates. */
    public static final int MODERATOR = 50;

    public static final int OWNER = 100;

    static final String COLUMNS = """
            r.id, r.room_type, r.name, r.topic, r.creator_id, r.participants, r.created_at, r.updated_at, r.version, \
            m.power_level, i.id AS invite_id""";

    /** Each room with the membership and the invitation of one participant, bound as $2. */
    static final String FROM = """
            FROM rooms r
                LEFT JOIN members m
                    ON m.tenant_id = r.tenant_id AND m.room_id = r.id AND m.participant_id = $2
                LEFT JOIN invites i
                    ON i.tenant_id = r.tenant_id AND i.room_id = r.id AND i.participant_id = $2
            WHERE r.tenant_id = $1
            """;

    static Room read(Row row) {
        Integer power = row.getInteger("power_level");
        return new Room(
                RoomId.of(row.getUUID("id")),
                RoomType.stored(row.getString("room_type")),
                row.getString("name"),
                row.getString("topic"),
                new ParticipantId(row.getString("creator_id")),
                row.getInteger("participants"),
                Membership.of(power != null, row.getUUID("invite_id") != null),
                power,
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getLong("version"));
    }

    @JsonIgnore
    public boolean isVisible() {
        return membership != Membership.NONE || roomType.isJoinable();
    }

    @JsonIgnore
    public boolean isMember() {
        return membership == Membership.JOIN;
    }
}
