package io.scaiwave.room.events;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.RoomAccess;
import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.outbox.RelayBell;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message: checks, position, event and outbox row in one statement, and that statement in one flush with the
 * opening and the commit of its transaction, so that the tenant's counter row is locked for one commit and no longer.
 */
@ApplicationScoped
public class Sending {

    /**
     * The lock on the member row orders a message against the sender's own leaving. Everything is null in the one
     * answered row that does not apply: no room, no member, nothing to answer to, no first event. OFFSET 0 keeps the
     * planner from finding one event by reading its whole room.
     */
    static final String SEND = """
            WITH room AS (
                SELECT room_type FROM rooms WHERE tenant_id = $1 AND id = $2
            ), speaker AS MATERIALIZED (
                SELECT participant_id FROM members
                WHERE tenant_id = $1 AND room_id = $2 AND participant_id = $3
                FOR KEY SHARE
            ), first AS (
                SELECT %s FROM (
                    SELECT * FROM events WHERE tenant_id = $1 AND event_uuid = $4 OFFSET 0
                ) e
                WHERE e.room_id = $2 AND e.sender_id = $3
            ), target AS (
                SELECT e.id FROM (
                    SELECT * FROM events WHERE tenant_id = $1 AND id = $5 OFFSET 0
                ) e
                WHERE e.room_id = $2
            ), turn AS (
                UPDATE streams SET position = position + 1
                WHERE tenant_id = $1
                    AND EXISTS (SELECT FROM speaker)
                    AND NOT EXISTS (SELECT FROM first)
                    AND ($5 IS NULL OR EXISTS (SELECT FROM target))
                RETURNING position
            ), stored AS (
                INSERT INTO events (tenant_id, room_id, stream_position, id, sender_id, event_type, content,
                    event_uuid, origin_ts, created_at)
                SELECT $1, $2, position, $6, $3, $7, $8::text::json, $4, $9, $9 FROM turn
            ), queued AS (
                INSERT INTO outbox (tenant_id, id, ordering, subject, message_id, payload)
                SELECT $1, $6, position, $10, $11,
                    ($12::text || position || $13::text || position || $14::text)::jsonb
                FROM turn, room WHERE room.room_type <> 'incognito'
            )
            SELECT room.room_type, speaker.participant_id AS speaker, target.id AS target, turn.position, first.*
            FROM (SELECT) one
                LEFT JOIN room ON true LEFT JOIN speaker ON true LEFT JOIN target ON true
                LEFT JOIN turn ON true LEFT JOIN first ON true
            """.formatted(RoomEvent.COLUMNS);

    /** What became of it: stored now, or found to be stored before under the same {@code event_uuid}. */
    public record Sent(RoomEvent event, boolean fresh) {}

    /** What is to be sent, once if it has an {@code eventUuid}. */
    public record Message(
            EventDraft draft,
            @Nullable UUID eventUuid,
            @Nullable EventId replyTo) {}

    private final TenantDb db;
    private final RelayBell bell;
    private final Wakeups wakeups;

    public Sending(TenantDb db, RelayBell bell, Wakeups wakeups) {
        this.db = db;
        this.bell = bell;
        this.wakeups = wakeups;
    }

    /** In a flush of its own. */
    public Uni<Sent> send(Participant sender, Message message) {
        return Uni.createFrom()
                .deferred(() -> db.write(sender.tenant(), SEND, arguments(sender, message)))
                .onFailure(Sending::lostRace)
                .retry()
                .atMost(1)
                .map(rows -> outcome(rows, message))
                .invoke(sent -> announce(sender, sent));
    }

    /** As part of a transaction that has more to say. */
    Uni<Sent> send(Tx tx, Participant sender, Message message) {
        return tx.query(SEND, arguments(sender, message))
                .map(rows -> outcome(rows, message))
                .invoke(sent -> tx.afterCommit(() -> announce(sender, sent)));
    }

    /** True when another request with the same event_uuid was faster: a second try finds its event. */
    static boolean lostRace(Throwable failure) {
        return DatabaseFailures.isUniqueViolation(failure, "events_event_uuid");
    }

    private static @Nullable Object[] arguments(Participant sender, Message message) {
        var tenant = sender.tenant().tenantId();
        EventDraft draft = message.draft();
        return new @Nullable Object[] {
            tenant.uuid(),
            draft.room().uuid(),
            sender.id().wire(),
            message.eventUuid(),
            message.replyTo() == null ? null : message.replyTo().uuid(),
            draft.id().uuid(),
            draft.type().wire(),
            draft.content().json(),
            draft.at().atOffset(ZoneOffset.UTC),
            draft.subject(tenant),
            draft.messageId(tenant),
            CloudEvents.before(tenant, draft),
            CloudEvents.BETWEEN,
            CloudEvents.AFTER
        };
    }

    private void announce(Participant sender, Sent sent) {
        if (sent.fresh()) {
            bell.ring();
            wakeups.happened(sender.tenant().tenantId(), sent.event().roomId());
        }
    }

    private static Sent outcome(RowSet<Row> rows, Message message) {
        Row row = rows.iterator().next();
        Long position = row.getLong("position");
        if (position != null) {
            return new Sent(message.draft().at(position), true);
        }
        RoomAccess.requireMember(row.getString("room_type"), row.getString("speaker") != null);
        if (row.getUUID("id") != null) {
            return new Sent(RoomEvent.read(row), false);
        }
        throw ErrorCode.SW_EVENT_NOT_FOUND.because("The room has no event " + message.replyTo() + ".");
    }
}
