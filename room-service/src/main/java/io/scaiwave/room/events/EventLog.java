package io.scaiwave.room.events;

import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Appends what the platform itself has to say about a room, as the last step of the transaction that changed it. */
@ApplicationScoped
public class EventLog {

    /** Nothing of an incognito room leaves by the outbox. */
    private static final String APPEND = """
            WITH turn AS (
                UPDATE streams SET position = position + cardinality($3::uuid[])
                WHERE tenant_id = $1
                RETURNING position - cardinality($3::uuid[]) AS base
            ), fresh AS (
                SELECT turn.base + each.n AS position, each.*
                FROM turn, unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                    WITH ORDINALITY AS each (id, event_type, content, subject, message_id, payload, n)
            ), stored AS (
                INSERT INTO events
                    (tenant_id, room_id, stream_position, id, sender_id, event_type, content, origin_ts, created_at)
                SELECT $1, $2, position, id, $9, event_type, content::json, $10, $10 FROM fresh
            ), queued AS (
                INSERT INTO room.outbox (tenant_id, id, ordering, subject, message_id, payload)
                SELECT $1, f.id, f.position, f.subject, f.message_id,
                    (f.payload || f.position || $11::text || f.position || $12::text)::jsonb
                FROM fresh f
                WHERE EXISTS (SELECT FROM rooms r
                    WHERE r.tenant_id = $1 AND r.id = $2 AND r.room_type <> 'incognito')
            )
            SELECT base FROM turn
            """;

    private final Outbox outbox;
    private final Wakeups wakeups;

    public EventLog(Outbox outbox, Wakeups wakeups) {
        this.outbox = outbox;
        this.wakeups = wakeups;
    }

    /** Appends events of one room, one sender and one moment, in their order; wakes who waits, after the commit. */
    public Uni<List<RoomEvent>> append(Tx tx, TenantContext tenant, List<EventDraft> drafts) {
        EventDraft first = drafts.getFirst();
        outbox.wakeAfterCommit(tx);
        tx.afterCommit(() -> wakeups.happened(tenant.tenantId(), first.room()));
        return tx.first(APPEND, row -> row.getLong("base"), arguments(tenant.tenantId(), drafts))
                .map(base -> base.orElseThrow(() -> new IllegalStateException("The tenant has no stream")))
                .map(base -> IntStream.range(0, drafts.size())
                        .mapToObj(i -> drafts.get(i).at(base + i + 1))
                        .toList());
    }

    private static Object[] arguments(TenantId tenant, List<EventDraft> drafts) {
        EventDraft first = drafts.getFirst();
        return new Object[] {
            tenant.uuid(),
            first.room().uuid(),
            drafts.stream().map(draft -> draft.id().uuid()).toArray(UUID[]::new),
            texts(drafts, draft -> draft.type().wire()),
            texts(drafts, draft -> draft.content().json()),
            texts(drafts, draft -> draft.subject(tenant)),
            texts(drafts, draft -> draft.messageId(tenant)),
            texts(drafts, draft -> CloudEvents.before(tenant, draft)),
            first.sender().wire(),
            first.at().atOffset(ZoneOffset.UTC),
            CloudEvents.BETWEEN,
            CloudEvents.AFTER
        };
    }

    private static String[] texts(List<EventDraft> drafts, Function<EventDraft, String> text) {
        return drafts.stream().map(text).toArray(String[]::new);
    }
}
