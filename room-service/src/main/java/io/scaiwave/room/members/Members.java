package io.scaiwave.room.members;

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

/** Who is in a room, told to those who are. */
@ApplicationScoped
public class Members {

    private static final String PAGE = """
            SELECT r.room_type, reader.participant_id AS reader, %s
            FROM rooms r
                LEFT JOIN members reader
                    ON reader.tenant_id = r.tenant_id AND reader.room_id = r.id AND reader.participant_id = $3
                LEFT JOIN LATERAL (
                    SELECT * FROM members m
                    WHERE m.tenant_id = r.tenant_id AND m.room_id = r.id AND reader.participant_id IS NOT NULL
                        AND ($4::text IS NULL OR m.participant_id > $4)
                    ORDER BY m.participant_id LIMIT $5
                ) m ON true
            WHERE r.tenant_id = $1 AND r.id = $2
            ORDER BY m.participant_id
            """.formatted(Member.COLUMNS);

    private final TenantDb db;

    public Members(TenantDb db) {
        this.db = db;
    }

    Uni<List<Member>> page(Participant reader, RoomId room, @Nullable String after, int limit) {
        return db.read(
                        reader.tenant(),
                        PAGE,
                        reader.tenant().tenantId().uuid(),
                        room.uuid(),
                        reader.id().wire(),
                        after,
                        limit)
                .map(Members::members);
    }

    private static List<Member> members(RowSet<Row> rows) {
        var each = rows.iterator();
        if (!each.hasNext()) {
            throw RoomAccess.notFound();
        }
        List<Member> members = new ArrayList<>(rows.size());
        while (each.hasNext()) {
            Row row = each.next();
            RoomAccess.requireMember(row.getString("room_type"), row.getString("reader") != null);
            if (row.getString("participant_id") != null) {
                members.add(Member.read(row));
            }
        }
        return members;
    }
}
