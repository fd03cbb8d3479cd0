package io.scaiwave.room.rooms;

import io.scaiwave.room.access.EffectiveLimits;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.Content;
import io.scaiwave.room.events.EventDraft;
import io.scaiwave.room.events.EventLog;
import io.scaiwave.room.events.EventType;
import io.scaiwave.room.events.MemberContent;
import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.LimitHit;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rooms: counted against the tenant's limit, with their maker as first member. */
@ApplicationScoped
public class RoomMaking {

    static final String MAX_ROOMS = "max_rooms";

    /** Counts the room if the limit allows, and makes the tenant's row if this is its first room. */
    private static final String COUNT = """
            INSERT INTO streams AS s (tenant_id, rooms)
            SELECT $1, 1 WHERE $2::bigint IS NULL OR $2 >= 1
            ON CONFLICT (tenant_id) DO UPDATE SET rooms = s.rooms + 1
            WHERE $2::bigint IS NULL OR s.rooms < $2
            """;

    private static final String IN_USE = "SELECT rooms::bigint AS used FROM streams WHERE tenant_id = $1";

    private static final String INSERT = """
            WITH room AS (
                INSERT INTO rooms
                    (tenant_id, id, room_type, name, topic, creator_id, participants, created_at, updated_at)
                VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)
                RETURNING tenant_id, id, creator_id, created_at
            )
            INSERT INTO members (tenant_id, room_id, participant_id, participant_type, power_level, joined_at)
            SELECT tenant_id, id, creator_id, 'human', $8, created_at FROM room
            """;

    private final Rooms rooms;
    private final EventLog log;
    private final EffectiveLimits limits;
    private final Wakeups wakeups;

    public RoomMaking(Rooms rooms, EventLog log, EffectiveLimits limits, Wakeups wakeups) {
        this.rooms = rooms;
        this.log = log;
        this.limits = limits;
        this.wakeups = wakeups;
    }

    Uni<Room> make(Tx tx, Act act, NewRoom wanted) {
        RoomId id = RoomId.random();
        Participant maker = act.who();
        return count(tx, maker.tenant())
                .chain(() -> insert(tx, act, id, wanted))
                .chain(() -> log.append(tx, maker.tenant(), opening(act, id, wanted)))
                .invoke(() -> tx.afterCommit(() -> wakeups.joined(maker.tenant().tenantId(), maker.id())))
                .chain(() -> rooms.lock(tx, maker, id));
    }

    private Uni<Void> count(Tx tx, TenantContext tenant) {
        Long limit = limits.of(tenant, MAX_ROOMS);
        return tx.update(COUNT, tenant.tenantId().uuid(), limit)
                .chain(counted -> counted == 1 ? Uni.createFrom().voidItem() : full(tx, tenant, limit));
    }

    private static Uni<Void> full(Tx tx, TenantContext tenant, @Nullable Long limit) {
        return tx.first(IN_USE, row -> row.getLong("used"), tenant.tenantId().uuid())
                .map(used -> refusal(limit, used.orElse(0L)))
                .chain(refused -> Uni.createFrom().failure(refused));
    }

    private static RefusedException refusal(@Nullable Long limit, long used) {
        return ErrorCode.SW_TENANT_CAPACITY
                .because("The tenant has as many rooms as its limit max_rooms allows.")
                .limit(new LimitHit(MAX_ROOMS, "tenant", limit, used, 1L, null));
    }

    private static Uni<Integer> insert(Tx tx, Act act, RoomId id, NewRoom wanted) {
        return tx.update(
                INSERT,
                act.who().tenant().tenantId().uuid(),
                id.uuid(),
                wanted.type().wire(),
                wanted.name(),
                wanted.topic(),
                act.who().id().wire(),
                act.time(),
                Room.OWNER);
    }

    private static List<EventDraft> opening(Act act, RoomId id, NewRoom wanted) {
        List<EventDraft> opening = new ArrayList<>();
        opening.add(
                act.draft(id, EventType.MEMBER, MemberContent.joined(act.who().id(), Room.OWNER)));
        if (wanted.name() != null) {
            opening.add(act.draft(id, EventType.NAME, Content.of(Map.of("name", wanted.name()))));
        }
        if (wanted.topic() != null) {
            opening.add(act.draft(id, EventType.TOPIC, Content.of(Map.of("topic", wanted.topic()))));
        }
        return opening;
    }
}
