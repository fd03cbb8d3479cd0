package io.scaiwave.room.members;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.RoomAccess;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.EventLog;
import io.scaiwave.room.events.EventType;
import io.scaiwave.room.events.MemberContent;
import io.scaiwave.room.rooms.Membership;
import io.scaiwave.room.rooms.Room;
import io.scaiwave.room.rooms.Rooms;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.RoomId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Going out. */
@ApplicationScoped
public class Leaving {

    private static final String STAND_UP = """
            WITH gone AS (
                DELETE FROM members WHERE tenant_id = $1 AND room_id = $2 AND participant_id = $3
                RETURNING room_id
            )
            UPDATE rooms r SET participants = r.participants - 1
            FROM gone WHERE r.tenant_id = $1 AND r.id = gone.room_id
            """;

    /** How one stands to the room after leaving it. */
    public record Left(RoomId roomId, Membership membership) {}

    private final Rooms rooms;
    private final EventLog log;

    public Leaving(Rooms rooms, EventLog log) {
        this.rooms = rooms;
        this.log = log;
    }

    Uni<Left> leave(Tx tx, Act act, RoomId id) {
        return rooms.lock(tx, act.who(), id)
                .invoke(room -> RoomAccess.requireMember(room.roomType().wire(), room.isMember()))
                .chain(room -> leave(tx, act, room))
                .map(done -> new Left(id, Membership.NONE));
    }

    private Uni<Void> leave(Tx tx, Act act, Room room) {
        Participant who = act.who();
        var left = act.draft(room.id(), EventType.MEMBER, MemberContent.left(who.id()));
        return tx.update(
                        STAND_UP,
                        who.tenant().tenantId().uuid(),
                        room.id().uuid(),
                        who.id().wire())
                .invoke(gone -> RoomAccess.requireMember(room.roomType().wire(), gone == 1))
                .chain(() -> log.append(tx, who.tenant(), List.of(left)))
                .replaceWithVoid();
    }
}
