package io.scaiwave.tenancy.outbox;

import io.scaiwave.tenancy.db.RelayDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The relay's statements, in the relay's own role. */
@ApplicationScoped
class OutboxStore {

    private static final int MOST_LANES = 256;
    private static final String FORGET = """
            DELETE FROM %%1$s%1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %%1$s%1$s WHERE %2$s < now() - make_interval(secs => $1) LIMIT $2))
            """;
    private static final List<String[]> TABLES =
            List.of(new String[] {"outbox", "tenant_id"}, new String[] {"partner_outbox", "partner_id"}, new String[] {
                "platform_outbox", "platform_id"
            });

    private final RelayDb db;

    OutboxStore(RelayDb db) {
        this.db = db;
    }

    /** The owners that have unsent rows, in a tenant's own database or at home; each gets a turn, so that none waits for another's backlog. */
    Uni<List<Lane>> lanes(Optional<TenantId> database) {
        return db.inTransaction(database, tx -> {
            Uni<List<Lane>> all = Uni.createFrom().item(new ArrayList<>());
            for (String[] table : TABLES) {
                all = all.flatMap(found ->
                        lanes(tx, database, table).invoke(found::addAll).replaceWith(found));
            }
            return all;
        });
    }

    private static Uni<List<Lane>> lanes(Tx tx, Optional<TenantId> database, String[] table) {
        return tx.list(
                "SELECT DISTINCT " + table[1] + " AS owner FROM " + table[0] + " WHERE sent_at IS NULL LIMIT $1",
                row -> new Lane(database, table[0], table[1], row.getUUID("owner")),
                MOST_LANES);
    }

    /**
     * Runs work on a lane's unsent rows while holding the lane, unless another relay holds it. Its marks may be lost
     * with the server's memory: the rows then go out again, and the streams drop them by their ids.
     */
    Uni<Turn> onLane(Lane lane, int most, Function<List<OutboxRow>, Uni<List<Sent>>> publish) {
        return db.inTransaction(lane.database(), tx -> Uni.combine()
                .all()
                .unis(
                        tx.query("SET LOCAL synchronous_commit = off"),
                        tx.first(
                                "SELECT pg_try_advisory_xact_lock($1) AS mine",
                                row -> row.getBoolean("mine"),
                                lane.lockKey()),
                        unsent(tx, lane, most))
                .asTuple()
                .flatMap(all -> all.getItem2().orElse(false)
                        ? publish(tx, lane, all.getItem3(), publish)
                        : Uni.createFrom().item(Turn.PASSED_OVER)));
    }

    private static Uni<Turn> publish(
            Tx tx, Lane lane, List<OutboxRow> rows, Function<List<OutboxRow>, Uni<List<Sent>>> publish) {
        return rows.isEmpty()
                ? Uni.createFrom().item(new Turn(true, 0, 0))
                : publish.apply(rows)
                        .flatMap(sent -> mark(tx, lane, sent).replaceWith(new Turn(true, rows.size(), sent.size())));
    }

    private static Uni<List<OutboxRow>> unsent(Tx tx, Lane lane, int most) {
        return tx.list(
                "SELECT id, subject, message_id, payload FROM " + lane.table() + " WHERE " + lane.ownerColumn()
                        + " = $1 AND sent_at IS NULL ORDER BY ordering, id LIMIT $2",
                OutboxRow::of,
                lane.owner(),
                most);
    }

    private static Uni<Integer> mark(Tx tx, Lane lane, List<Sent> sent) {
        if (sent.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return tx.update(
                "UPDATE " + lane.table() + " o SET sent_at = now(), stream = s.stream, stream_seq = s.seq,"
                        + " stream_created = s.created, server_id = $6"
                        + " FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[])"
                        + " AS s (id, stream, seq, created) WHERE o." + lane.ownerColumn() + " = $1 AND o.id = s.id",
                lane.owner(),
                sent.stream().map(Sent::id).toArray(UUID[]::new),
                sent.stream().map(Sent::stream).toArray(String[]::new),
                sent.stream().map(Sent::sequence).toArray(Long[]::new),
                sent.stream().map(Sent::streamCreated).toArray(OffsetDateTime[]::new),
                sent.getFirst().serverId());
    }

    /**
     * Forgets that the youngest rows were sent by another server process, so that they go out again before anything new:
     * what that process had acknowledged but not handed on to every listener is then repeated in order.
     */
    Uni<Integer> repeatRecent(Optional<TenantId> database, String serverId, Duration window) {
        return onEachTable(
                database,
                "UPDATE %soutbox SET sent_at = NULL WHERE sent_at > now() - make_interval(secs => $1)"
                        + " AND server_id IS DISTINCT FROM $2",
                (double) window.toSeconds(),
                serverId);
    }

    /** Forgets what a stream of that name no longer has: another incarnation of it, or a tail that was cut off. */
    Uni<Integer> repeatLost(Optional<TenantId> database, String stream, OffsetDateTime created, long lastSequence) {
        return onEachTable(
                database,
                "UPDATE %soutbox SET sent_at = NULL WHERE sent_at IS NOT NULL AND stream = $1"
                        + " AND (stream_created <> $2 OR stream_seq > $3)",
                stream,
                created,
                lastSequence);
    }

    /** Forgets sent rows of some age, so many of each table at most. */
    Uni<Integer> forgetSent(Optional<TenantId> database, Duration keep, int most) {
        return onEachTable(database, FORGET.formatted("outbox", "sent_at"), (double) keep.toSeconds(), most);
    }

    /** Forgets which messages were taken some time ago, so many of each table at most. */
    Uni<Integer> forgetSeen(Optional<TenantId> database, Duration keep, int most) {
        return onEachTable(database, FORGET.formatted("inbox", "seen_at"), (double) keep.toSeconds(), most);
    }

    /** Once for each kind of owner, whose name stands before the table's. */
    private Uni<Integer> onEachTable(Optional<TenantId> database, String sql, @Nullable Object... args) {
        return db.inTransaction(database, tx -> {
            Uni<Integer> total = Uni.createFrom().item(0);
            for (String owners : List.of("", "partner_", "platform_")) {
                total = total.flatMap(
                        sum -> tx.update(sql.formatted(owners), args).map(touched -> sum + touched));
            }
            return total;
        });
    }

    /**
     * What came of serving a lane.
     *
     * @param mine false when another relay held it
     */
    record Turn(boolean mine, int rows, int sent) {

        static final Turn PASSED_OVER = new Turn(false, 0, 0);
    }

    /** A row that a stream has acknowledged. */
    record Sent(UUID id, String stream, long sequence, OffsetDateTime streamCreated, String serverId) {}
}
