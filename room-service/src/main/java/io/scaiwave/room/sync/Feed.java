package io.scaiwave.room.sync;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.events.RoomEvent;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that happened in the rooms of one participant, by position. */
@ApplicationScoped
class Feed {

    /**
     * One snapshot: since positions commit in their order, everything up to the stream's position in it is in it, so a
     * reader may go on from there. When there is nothing, the rooms are told instead, to know what to wait for.
     */
    private static final String LOOK = """
            SELECT s.position, e.*, CASE WHEN e.id IS NULL THEN (
                    SELECT array_agg(m.room_id) FROM members m WHERE m.tenant_id = $1 AND m.participant_id = $2
                ) END AS rooms
            FROM (SELECT coalesce((SELECT position FROM streams WHERE tenant_id = $1), 0) AS position) s
                LEFT JOIN LATERAL (
                    SELECT of_room.* FROM members m CROSS JOIN LATERAL (
                        SELECT %s FROM events e
                        WHERE e.tenant_id = m.tenant_id AND e.room_id = m.room_id AND e.stream_position > $3
                        ORDER BY e.stream_position LIMIT $4
                    ) of_room
                    WHERE m.tenant_id = $1 AND m.participant_id = $2
                    ORDER BY of_room.stream_position LIMIT $4
                ) e ON true
            ORDER BY e.stream_position
            """.formatted(RoomEvent.COLUMNS);

    /**
     * What one look saw.
     *
     * @param next where the following look begins
     * @param rooms rooms to wait for, when there was nothing to see
     */
    record Look(List<RoomEvent> events, long next, boolean hasMore, Set<String> rooms) {}

    private final TenantDb db;

    Feed(TenantDb db) {
        this.db = db;
    }

    Uni<Look> look(Participant reader, long since, int limit) {
        return db.read(
                        reader.tenant(),
                        LOOK,
                        reader.tenant().tenantId().uuid(),
                        reader.id().wire(),
                        since,
                        limit + 1)
                .map(rows -> look(rows, limit));
    }

    private static Look look(RowSet<Row> rows, int limit) {
        long position = 0;
        Set<String> rooms = Set.of();
        List<RoomEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            position = row.getLong("position");
            if (row.getUUID("id") != null) {
                events.add(RoomEvent.read(row));
            } else {
                rooms = ids(row.getArrayOfUUIDs("rooms"));
            }
        }
        boolean more = events.size() > limit;
        List<RoomEvent> page = more ? events.subList(0, limit) : events;
        return new Look(page, more ? page.getLast().streamPosition() : position, more, rooms);
    }

    private static Set<String> ids(UUID @Nullable [] rooms) {
        return rooms == null
                ? Set.of()
                : Arrays.stream(rooms).map(id -> RoomId.of(id).wire()).collect(Collectors.toUnmodifiableSet());
    }
}
