package io.scaiwave.room.rooms;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.events.Act;
import io.scaiwave.room.events.Content;
import io.scaiwave.room.events.EventDraft;
import io.scaiwave.room.events.EventLog;
import io.scaiwave.room.events.EventType;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.web.ETags;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes what a room is called; each change is an event in the same transaction. */
@ApplicationScoped
public class RoomNaming {

    private static final String RENAME = """
            UPDATE rooms SET name = $3, topic = $4, updated_at = $5, version = version + 1
            WHERE tenant_id = $1 AND id = $2
            """;

    private final Rooms rooms;
    private final EventLog log;

    public RoomNaming(Rooms rooms, EventLog log) {
        this.rooms = rooms;
        this.log = log;
    }

    /** @param version the one that the caller has seen, -1 for any */
    Uni<Room> change(Tx tx, Act act, RoomId id, long version, RoomPatch patch) {
        return rooms.lock(tx, act.who(), id)
                .invoke(room -> requireModerator(act.who(), room))
                .invoke(room -> ETags.check(version, room.version()))
                .chain(room -> rename(tx, act, room, patch));
    }

    private static void requireModerator(Participant participant, Room room) {
        if (participant.manages()) {
            return;
        }
        Integer power = room.powerLevel();
        if (power == null) {
            throw ErrorCode.SW_NOT_MEMBER.because("Join the room first.");
        }
        if (power < Room.MODERATOR) {
            throw ErrorCode.SW_ROOM_FORBIDDEN.because("Changing the room needs a power level of 50.");
        }
    }

    private Uni<Room> rename(Tx tx, Act act, Room room, RoomPatch patch) {
        String name = patch.nameOf(room);
        String topic = patch.topicOf(room);
        List<EventDraft> changes = changes(act, room, name, topic);
        if (changes.isEmpty()) {
            return Uni.createFrom().item(room);
        }
        var tenant = act.who().tenant();
        return tx.update(RENAME, tenant.tenantId().uuid(), room.id().uuid(), name, topic, act.time())
                .chain(() -> log.append(tx, tenant, changes))
                .chain(() -> rooms.lock(tx, act.who(), room.id()));
    }

    private static List<EventDraft> changes(Act act, Room room, @Nullable String name, @Nullable String topic) {
        List<EventDraft> changes = new ArrayList<>();
        if (!Objects.equals(name, room.name())) {
            changes.add(act.draft(room.id(), EventType.NAME, Content.of(Collections.singletonMap("name", name))));
        }
        if (!Objects.equals(topic, room.topic())) {
            changes.add(act.draft(room.id(), EventType.TOPIC, Content.of(Collections.singletonMap("topic", topic))));
        }
        return changes;
    }
}
