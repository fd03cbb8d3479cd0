package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * Appends to a log. The head's row is what orders writers: each takes it, hashes onto it and holds it until its own
 * transaction ends, so a chain has no fork and no gap, and an entry is there exactly if the change it reports is.
 */
public final class AuditChain {

    static final Buffer BEGINNING = Buffer.buffer(new byte[32]);

    private AuditChain() {}

    public static Uni<Void> append(Tx tx, AuditLogOwner owner, AuditEntry entry) {
        JsonObject stamped = owner.stamp(entry.toJson());
        String canonical = CanonicalJson.of(stamped);
        return tx.update(
                        statement(owner.log(), owner.head()),
                        owner.log().owner(),
                        BEGINNING,
                        Buffer.buffer(canonical.getBytes(StandardCharsets.UTF_8)),
                        entry.id().uuid(),
                        entry.time(),
                        canonical)
                .replaceWithVoid();
    }

    private static String statement(OwnedTable log, OwnedTable head) {
        String owner = log.ownerColumn();
        return """
            WITH head AS (
                INSERT INTO %1$s AS h (%2$s, position, hash) VALUES ($1, 1, sha256($2::bytea || $3::bytea))
                ON CONFLICT (%2$s) DO UPDATE SET position = h.position + 1, hash = sha256(h.hash || $3::bytea)
                RETURNING position, hash)
            INSERT INTO %3$s (%2$s, position, audit_id, occurred_at, entry, hash)
            SELECT $1, position, $4, $5, ($6::text)::json, hash FROM head
            """.formatted(head.name(), owner, log.name());
    }
}
