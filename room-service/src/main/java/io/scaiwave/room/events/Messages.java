package io.scaiwave.room.events;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.RoomAccess;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a room's history by position. */
@ApplicationScoped
public class Messages {

    /** One row at least when the room exists: what is not there is then told apart from what is empty. */
    private static final String HISTORY = """
            SELECT r.room_type, m.participant_id AS reader, e.*
            FROM rooms r
                LEFT JOIN members m
                    ON m.tenant_id = r.tenant_id AND m.room_id = r.id AND m.participant_id = $3
                LEFT JOIN LATERAL (
                    SELECT %s FROM events e
                    WHERE e.tenant_id = r.tenant_id AND e.room_id = r.id AND m.participant_id IS NOT NULL
                        AND e.stream_position %s $4
                    ORDER BY e.stream_position %s LIMIT $5
                ) e ON true
            WHERE r.tenant_id = $1 AND r.id = $2
            ORDER BY e.stream_position %s
            """;

    private static final String FORWARD = HISTORY.formatted(RoomEvent.COLUMNS, ">", "", "");
    private static final String BACK = HISTORY.formatted(RoomEvent.COLUMNS, "<", "DESC", "DESC");

    /** Which way to read from a position; it is excluded. */
    public enum Direction {
        BACK,
        FORWARD
    }

    private final TenantDb db;

    public Messages(TenantDb db) {
        this.db = db;
    }

    /** At most so many events, in reading order; from the near end when no position is given. */
    Uni<List<RoomEvent>> read(Participant reader, RoomId room, @Nullable Long from, Direction direction, int limit) {
        boolean back = direction == Direction.BACK;
        long start = from != null ? from : back ? Long.MAX_VALUE : 0;
        return db.read(
                        reader.tenant(),
                        back ? BACK : FORWARD,
                        reader.tenant().tenantId().uuid(),
                        room.uuid(),
                        reader.id().wire(),
                        start,
                        limit)
                .map(Messages::events);
    }

    private static List<RoomEvent> events(RowSet<Row> rows) {
        var each = rows.iterator();
        if (!each.hasNext()) {
            throw RoomAccess.notFound();
        }
        List<RoomEvent> events = new ArrayList<>(rows.size());
        while (each.hasNext()) {
            Row row = each.next();
            RoomAccess.requireMember(row.getString("room_type"), row.getString("reader") != null);
            if (row.getUUID("id") != null) {
                events.add(RoomEvent.read(row));
            }
        }
        return events;
    }
}
