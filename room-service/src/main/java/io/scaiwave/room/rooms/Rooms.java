package io.scaiwave.room.rooms;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.RoomAccess;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rooms of a tenant, always as one participant sees them. */
@ApplicationScoped
public class Rooms {

    private static final String ONE = "SELECT " + Room.COLUMNS + "\n" + Room.FROM + " AND r.id = $3";
    private static final String ONE_LOCKED = ONE + " FOR NO KEY UPDATE OF r";

    /** Ids are UUIDv7, so this is the order of making. */
    private static final String PAGE = "SELECT " + Room.COLUMNS + "\n" + Room.FROM + """
             AND ($3::uuid IS NULL OR r.id > $3)
            AND (m.participant_id IS NOT NULL
                OR ($4 AND (i.id IS NOT NULL OR r.room_type IN ('group', 'public'))))
            ORDER BY r.id LIMIT $5
            """;

    private final TenantDb db;

    public Rooms(TenantDb db) {
        this.db = db;
    }

    /** The room, if the participant may know of it. */
    public Uni<Room> see(Participant participant, RoomId id) {
        return db.read(participant.tenant(), ONE, key(participant, id)).map(rows -> seen(participant, rows));
    }

    /** The same within a transaction that goes on to change the room: nobody else changes it meanwhile. */
    public Uni<Room> lock(Tx tx, Participant participant, RoomId id) {
        return tx.query(ONE_LOCKED, key(participant, id)).map(rows -> seen(participant, rows));
    }

    /** Rooms after the given one: all that can be seen, or only those the participant is in. */
    Uni<List<Room>> page(Participant participant, @Nullable RoomId after, boolean joinedOnly, int limit) {
        boolean beyond = participant.uses() && !joinedOnly;
        return db.read(
                        participant.tenant(),
                        PAGE,
                        participant.tenant().tenantId().uuid(),
                        participant.id().wire(),
                        after == null ? null : after.uuid(),
                        beyond,
                        limit)
                .map(rows -> {
                    List<Room> page = new ArrayList<>(rows.size());
                    rows.forEach(row -> page.add(Room.read(row)));
                    return page;
                });
    }

    private static Object[] key(Participant participant, RoomId id) {
        return new Object[] {
            participant.tenant().tenantId().uuid(), participant.id().wire(), id.uuid()
        };
    }

    private static Room seen(Participant participant, RowSet<Row> rows) {
        var found = rows.iterator();
        if (!found.hasNext()) {
            throw RoomAccess.notFound();
        }
        Room room = Room.read(found.next());
        if (!room.isVisible()) {
            throw RoomAccess.notFound();
        }
        if (!participant.uses()) {
            RoomAccess.requireMember(room.roomType().wire(), room.isMember());
        }
        return room;
    }
}
