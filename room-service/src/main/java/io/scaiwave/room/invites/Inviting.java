package io.scaiwave.room.invites;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.room.access.RoomAccess;
import io.scaiwave.room.access.RoomType;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.EventLog;
import io.scaiwave.room.events.EventType;
import io.scaiwave.room.events.MemberContent;
import io.scaiwave.room.rooms.Room;
import io.scaiwave.room.rooms.Rooms;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.InviteId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Holding the door open for another user of the tenant. */
@ApplicationScoped
public class Inviting {

    private static final int IN_A_DIRECT_ROOM = 2;

    /** At most one invitation for each; one that is there already is kept. */
    private static final String INVITE = """
            INSERT INTO invites (tenant_id, id, room_id, participant_id, invited_by, created_at)
            SELECT $1, $2, $3, $4, $5, $6
            WHERE NOT EXISTS (SELECT FROM members m
                WHERE m.tenant_id = $1 AND m.room_id = $3 AND m.participant_id = $4)
            ON CONFLICT ON CONSTRAINT invites_one_each DO NOTHING
            """;

    private static final String FIND = "SELECT " + Invite.COLUMNS + """
             FROM invites i JOIN rooms r ON r.tenant_id = i.tenant_id AND r.id = i.room_id
            WHERE i.tenant_id = $1 AND i.room_id = $2 AND i.participant_id = $3
            """;

    private static final String OPEN_SEATS = """
            SELECT r.participants + count(i.id)::int AS taken
            FROM rooms r LEFT JOIN invites i
                ON i.tenant_id = r.tenant_id AND i.room_id = r.id AND i.participant_id <> $3
            WHERE r.tenant_id = $1 AND r.id = $2
            GROUP BY r.participants
            """;

    /** The invitation, and whether it is new. */
    public record Invited(Invite invite, boolean fresh) {}

    private final Rooms rooms;
    private final EventLog log;

    public Inviting(Rooms rooms, EventLog log) {
        this.rooms = rooms;
        this.log = log;
    }

    Uni<Invited> invite(Tx tx, Act act, RoomId id, UserId user) {
        ParticipantId guest = ParticipantId.of(user);
        return rooms.lock(tx, act.who(), id)
                .invoke(room -> RoomAccess.requireMember(room.roomType().wire(), room.isMember()))
                .call(room -> requireSeat(tx, act.who(), room, guest))
                .chain(room -> invite(tx, act, room, guest));
    }

    private static Uni<Void> requireSeat(Tx tx, Participant host, Room room, ParticipantId guest) {
        if (room.roomType() != RoomType.DM) {
            return Uni.createFrom().voidItem();
        }
        return tx.first(
                        OPEN_SEATS,
                        row -> row.getInteger("taken"),
                        host.tenant().tenantId().uuid(),
                        room.id().uuid(),
                        guest.wire())
                .invoke(taken -> {
                    if (taken.orElse(0) >= IN_A_DIRECT_ROOM) {
                        throw ErrorCode.SW_ROOM_TYPE_INVARIANT.because("A direct conversation is between two.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Invited> invite(Tx tx, Act act, Room room, ParticipantId guest) {
        var tenant = act.who().tenant();
        var told = act.draft(room.id(), EventType.MEMBER, MemberContent.invited(guest));
        return tx.update(
                        INVITE,
                        tenant.tenantId().uuid(),
                        InviteId.random().uuid(),
                        room.id().uuid(),
                        guest.wire(),
                        act.who().id().wire(),
                        act.time())
                .call(made -> made == 0
                        ? Uni.createFrom().voidItem()
                        : log.append(tx, tenant, List.of(told)).replaceWithVoid())
                .chain(made -> tx.first(
                                FIND,
                                Invite::read,
                                tenant.tenantId().uuid(),
                                room.id().uuid(),
                                guest.wire())
                        .map(found -> new Invited(
                                found.orElseThrow(
                                        () -> ErrorCode.SW_STATE_CONFLICT.because("That user is in the room already.")),
                                made == 1)));
    }
}
