package io.scaiwave.tenancy.idempotency;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The table of first answers, always encrypted, kept for 24 hours. */
@ApplicationScoped
class StoredAnswers {

    private static final String KIND = "idempotency_keys";
    static final Duration SECRET_SHOWN = Duration.ofMinutes(10);

    record Stored(
            byte[] requestHash,
            int status,
            JsonObject headers,
            byte[] body,
            boolean secret,
            OffsetDateTime createdAt) {}

    private final MasterKey masterKey;

    StoredAnswers(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /** False while another transaction works on the same key. */
    Uni<Boolean> lock(Tx tx, IdempotentCall call) {
        // A 64-bit hash of the whole name; a collision only answers "in progress" once too often.
        return tx.first(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine",
                        row -> row.getBoolean("mine"),
                        "idempotency\n" + context(tx.scope(), call))
                .map(mine -> mine.orElse(false));
    }

    Uni<Optional<Stored>> find(Tx tx, IdempotentCall call) {
        OwnedTable table = tx.owned(KIND);
        return tx.first(
                "SELECT request_hash, status, headers, body, secret, created_at FROM " + table.name() + " WHERE "
                        + table.ownerColumn() + " = $1 AND principal = $2 AND method = $3 AND path = $4 AND key = $5"
                        + " AND created_at > now() - interval '24 hours'",
                row -> stored(tx.scope(), call, row),
                table.owner(),
                call.caller().principal().id(),
                call.method(),
                call.path(),
                call.key());
    }

    private Stored stored(Scope scope, IdempotentCall call, Row row) {
        byte[] sealed = row.getBuffer("body").getBytes();
        return new Stored(
                row.getBuffer("request_hash").getBytes(),
                row.getInteger("status"),
                row.get(JsonObject.class, "headers"),
                masterKey.open(sealed, context(scope, call)),
                row.getBoolean("secret"),
                row.getOffsetDateTime("created_at"));
    }

    /** Stores, replacing an expired answer, and sweeps a few other expired ones of the same owner. */
    Uni<Void> save(
            Tx tx,
            IdempotentCall call,
            byte[] requestHash,
            int status,
            JsonObject headers,
            byte[] body,
            boolean secret) {
        OwnedTable table = tx.owned(KIND);
        return tx.update(
                        "INSERT INTO " + table.name() + " (" + table.ownerColumn()
                                + ", principal, method, path, key, request_hash, status, headers, body, secret)"
                                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT ("
                                + table.ownerColumn() + ", principal, method, path, key) DO UPDATE SET"
                                + " request_hash = excluded.request_hash, status = excluded.status,"
                                + " headers = excluded.headers, body = excluded.body, secret = excluded.secret,"
                                + " created_at = now()",
                        table.owner(),
                        call.caller().principal().id(),
                        call.method(),
                        call.path(),
                        call.key(),
                        Buffer.buffer(requestHash),
                        status,
                        headers,
                        Buffer.buffer(masterKey.seal(body, context(tx.scope(), call))),
                        secret)
                .chain(() -> sweep(tx, table));
    }

    private static Uni<Void> sweep(Tx tx, OwnedTable table) {
        return tx.update(
                        "DELETE FROM " + table.name() + " WHERE " + table.ownerColumn()
                                + " = $1 AND ctid IN (SELECT ctid FROM "
                                + table.name() + " WHERE " + table.ownerColumn()
                                + " = $1 AND created_at < now() - interval '24 hours' LIMIT 20)",
                        table.owner())
                .replaceWithVoid();
    }

    private static String context(Scope scope, IdempotentCall call) {
        return String.join(
                "\n",
                OwnedTable.of(scope, KIND).owner().toString(),
                call.caller().principal().id(),
                call.method(),
                call.path(),
                String.valueOf(call.key()));
    }
}
