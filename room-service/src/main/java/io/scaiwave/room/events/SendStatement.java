package io.scaiwave.room.events;

import io.scaiwave.room.access.RoomAccess;
import io.scaiwave.room.events.Sending.Message;
import io.scaiwave.room.events.Sending.Sent;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Checks, positions, events and outbox rows of one or many messages of a tenant in one statement. */
final class SendStatement {

    /**
     * The lock on the member row orders a message against the sender's own leaving. Each message is answered with one
     * row, in which everything that does not apply is null: no room, no member, nothing to answer to, no first event.
     * OFFSET 0 keeps the planner from finding one row by reading all of a room or a tenant.
     */
    static final String SQL = """
            WITH asked AS (
                SELECT * FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
                        $9::timestamptz[], $10::text[], $11::text[], $12::text[]) WITH ORDINALITY
                    AS each (room_id, sender_id, event_uuid, target_id, id, event_type, content, at, subject,
                        message_id, payload, n)
            ), speakers AS MATERIALIZED (
                SELECT asked.n, m.participant_id FROM asked CROSS JOIN LATERAL (
                    SELECT participant_id FROM members
                    WHERE tenant_id = $1 AND room_id = asked.room_id AND participant_id = asked.sender_id
                    FOR KEY SHARE
                ) m
            ), checked AS MATERIALIZED (
                SELECT asked.n, r.room_type, s.participant_id AS speaker, t.id AS target, f.*,
                    s.participant_id IS NOT NULL AND f.id IS NULL
                        AND (asked.target_id IS NULL OR t.id IS NOT NULL) AS accepted
                FROM asked
                    LEFT JOIN speakers s ON s.n = asked.n
                    LEFT JOIN LATERAL (
                        SELECT room_type FROM rooms WHERE tenant_id = $1 AND id = asked.room_id OFFSET 0
                    ) r ON true
                    LEFT JOIN LATERAL (
                        SELECT e.id FROM (
                            SELECT * FROM events WHERE tenant_id = $1 AND id = asked.target_id OFFSET 0
                        ) e
                        WHERE e.room_id = asked.room_id
                    ) t ON true
                    LEFT JOIN LATERAL (
                        SELECT %s FROM (
                            SELECT * FROM events WHERE tenant_id = $1 AND event_uuid = asked.event_uuid OFFSET 0
                        ) e
                        WHERE e.room_id = asked.room_id AND e.sender_id = asked.sender_id
                    ) f ON true
            ), places AS MATERIALIZED (
                SELECT n, row_number() OVER (ORDER BY n) AS place FROM checked WHERE accepted
            ), turn AS (
                UPDATE streams SET position = position + (SELECT count(*) FROM places)
                WHERE tenant_id = $1 AND EXISTS (SELECT FROM places)
                RETURNING position - (SELECT count(*) FROM places) AS base
            ), fresh AS MATERIALIZED (
                SELECT asked.*, turn.base + places.place AS position
                FROM turn CROSS JOIN places JOIN asked ON asked.n = places.n
            ), stored AS (
                INSERT INTO events (tenant_id, room_id, stream_position, id, sender_id, event_type, content,
                    event_uuid, origin_ts, created_at)
                SELECT $1, room_id, position, id, sender_id, event_type, content::json, event_uuid, at, at FROM fresh
            ), queued AS (
                INSERT INTO room.outbox (tenant_id, id, ordering, subject, message_id, payload)
                SELECT $1, f.id, f.position, f.subject, f.message_id,
                    (f.payload || f.position || $13::text || f.position || $14::text)::jsonb
                FROM fresh f JOIN checked c ON c.n = f.n WHERE c.room_type <> 'incognito'
            )
            SELECT checked.*, fresh.position FROM checked LEFT JOIN fresh ON fresh.n = checked.n ORDER BY checked.n
            """.formatted(RoomEvent.COLUMNS);

    private SendStatement() {}

    static Object[] arguments(TenantId tenant, List<Message> messages) {
        return new Object[] {
            tenant.uuid(),
            each(messages, UUID[]::new, message -> message.draft().room().uuid()),
            each(messages, String[]::new, message -> message.draft().sender().wire()),
            each(messages, UUID[]::new, Message::eventUuid),
            each(messages, UUID[]::new, SendStatement::target),
            each(messages, UUID[]::new, message -> message.draft().id().uuid()),
            each(messages, String[]::new, message -> message.draft().type().wire()),
            each(messages, String[]::new, message -> message.draft().content().json()),
            each(messages, OffsetDateTime[]::new, message -> message.draft()
                    .at()
                    .atOffset(ZoneOffset.UTC)),
            each(messages, String[]::new, message -> message.draft().subject(tenant)),
            each(messages, String[]::new, message -> message.draft().messageId(tenant)),
            each(messages, String[]::new, message -> CloudEvents.before(tenant, message.draft())),
            CloudEvents.BETWEEN,
            CloudEvents.AFTER
        };
    }

    private static @Nullable UUID target(Message message) {
        return message.replyTo() == null ? null : message.replyTo().uuid();
    }

    private static <T> @Nullable T[] each(
            List<Message> messages, IntFunction<@Nullable T[]> array, Function<Message, @Nullable T> value) {
        return messages.stream().map(value).toArray(array);
    }

    /** What a message's row says; throws what its sender must know. */
    static Sent outcome(Row row, Message message) {
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
