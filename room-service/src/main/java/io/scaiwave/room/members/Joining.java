package io.scaiwave.room.members;

import io.scaiwave.room.access.EffectiveLimits;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.RoomType;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.EventLog;
import io.scaiwave.room.events.EventType;
import io.scaiwave.room.events.MemberContent;
import io.scaiwave.room.rooms.Room;
import io.scaiwave.room.rooms.Rooms;
import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.LimitHit;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Coming in: counted against the room's capacity, invited or not, once. */
@ApplicationScoped
public class Joining {

    static final String MAX_PARTICIPANTS = "max_participants";
    private static final int DIRECT = 2;

    private static final String TAKE_SEAT = """
            UPDATE rooms SET participants = participants + 1
            WHERE tenant_id = $1 AND id = $2 AND ($3::bigint IS NULL OR participants < $3)
            """;

    private static final String SIT_DOWN = """
            WITH used AS (
                DELETE FROM invites WHERE tenant_id = $1 AND room_id = $2 AND participant_id = $3
            )
            INSERT INTO members (tenant_id, room_id, participant_id, participant_type, power_level, joined_at)
            VALUES ($1, $2, $3, 'human', $4, $5)
            """;

    private final Rooms rooms;
    private final EventLog log;
    private final EffectiveLimits limits;
    private final Wakeups wakeups;

    public Joining(Rooms rooms, EventLog log, EffectiveLimits limits, Wakeups wakeups) {
        this.rooms = rooms;
        this.log = log;
        this.limits = limits;
        this.wakeups = wakeups;
    }

    /** The room as its member sees it; joining again changes nothing. */
    public Uni<Room> join(Tx tx, Act act, RoomId id) {
        return rooms.lock(tx, act.who(), id)
                .chain(room -> room.isMember() ? Uni.createFrom().item(room) : enter(tx, act, room));
    }

    private Uni<Room> enter(Tx tx, Act act, Room room) {
        Participant who = act.who();
        var tenant = who.tenant().tenantId();
        // The two in a direct conversation are equals.
        int power = room.roomType() == RoomType.DM ? Room.OWNER : 0;
        var joined = act.draft(room.id(), EventType.MEMBER, MemberContent.joined(who.id(), power));
        return takeSeat(tx, who, room)
                .chain(() -> tx.update(
                        SIT_DOWN, tenant.uuid(), room.id().uuid(), who.id().wire(), power, act.time()))
                .chain(() -> log.append(tx, who.tenant(), List.of(joined)))
                .invoke(() -> tx.afterCommit(() -> wakeups.joined(tenant, who.id())))
                .chain(() -> rooms.lock(tx, who, room.id()));
    }

    private Uni<Void> takeSeat(Tx tx, Participant who, Room room) {
        Long limit = seats(who, room);
        return tx.update(TAKE_SEAT, who.tenant().tenantId().uuid(), room.id().uuid(), limit)
                .invoke(taken -> {
                    if (taken == 0) {
                        throw full(room, limit);
                    }
                })
                .replaceWithVoid();
    }

    private @Nullable Long seats(Participant who, Room room) {
        Long limit = limits.of(who.tenant(), MAX_PARTICIPANTS);
        boolean direct = room.roomType() == RoomType.DM && (limit == null || limit > DIRECT);
        return direct ? Long.valueOf(DIRECT) : limit;
    }

    private static RefusedException full(Room room, @Nullable Long limit) {
        if (room.roomType() == RoomType.DM && limit != null && limit == DIRECT) {
            return ErrorCode.SW_ROOM_TYPE_INVARIANT.because("A direct conversation is between two.");
        }
        return ErrorCode.SW_ROOM_CAPACITY
                .because("The room has as many participants as the limit max_participants allows.")
                .limit(new LimitHit(MAX_PARTICIPANTS, "tenant", limit, (long) room.participants(), 1L, null));
    }
}
