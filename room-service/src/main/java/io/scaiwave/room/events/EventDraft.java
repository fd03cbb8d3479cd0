package io.scaiwave.room.events;

import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.Subjects;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that has no position yet.
 *
 * @param traceparent the request's trace, handed on to subscribers
 */
public record EventDraft(
        EventId id,
        RoomId room,
        ParticipantId sender,
        EventType type,
        Content content,
        Instant at,
        @Nullable String traceparent) {

    RoomEvent at(long position) {
        return new RoomEvent(id, room, sender, type.wire(), content.json(), position, at, at, null, null, null);
    }

    String subject(TenantId tenant) {
        return Subjects.room(tenant, room, type.kind());
    }

    /** Names the tenant, because a stream tells repeats apart by this id alone. */
    String messageId(TenantId tenant) {
        return tenant.wire() + ":" + id.wire();
    }
}
