package io.scaiwave.room.events;

import io.scaiwave.room.access.Participant;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Someone doing something: who, when, and within which trace. */
public record Act(Participant who, Instant at, @Nullable String traceparent) {

    public EventDraft draft(RoomId room, EventType type, Content content) {
        return new EventDraft(EventId.random(), room, who.id(), type, content, at, traceparent);
    }

    /** The moment as the database client wants it. */
    public OffsetDateTime time() {
        return at.atOffset(ZoneOffset.UTC);
    }
}
