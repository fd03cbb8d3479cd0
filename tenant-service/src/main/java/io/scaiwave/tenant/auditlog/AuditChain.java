package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Appends to a log. The head's row is what orders writers: each takes it, hashes onto it and holds it until its own
 * transaction ends, so a chain has no fork and no gap, and an entry is there exactly if the change it reports is.
 */
public final class AuditChain {

    static final Buffer BEGINNING = Buffer.buffer(new byte[32]);

    private AuditChain() {}

    /**
     * A plain update queues its writers fairly; an upsert makes them race anew each time, so it serves only an owner's
     * first entry.
     */
    private static final String NEXT = """
            UPDATE %1$s h SET position = h.position + 1, hash = sha256(h.hash || $2::bytea)
            WHERE %2$s = $1 RETURNING position, hash
            """;

    private static final String FIRST = """
            INSERT INTO %1$s AS h (%2$s, position, hash) VALUES ($1, 1, sha256($6::bytea || $2::bytea))
            ON CONFLICT (%2$s) DO UPDATE SET position = h.position + 1, hash = sha256(h.hash || $2::bytea)
            RETURNING position, hash
            """;

    private static final String APPEND = """
            WITH head AS (%4$s)
            INSERT INTO %3$s (%2$s, position, audit_id, occurred_at, entry, hash)
            SELECT $1, position, $3, $4, ($5::text)::json, hash FROM head
            """;

    public static Uni<Void> append(Tx tx, AuditLogOwner owner, AuditEntry entry) {
        String canonical = CanonicalJson.of(owner.stamp(entry.toJson()));
        Buffer bytes = Buffer.buffer(canonical.getBytes(StandardCharsets.UTF_8));
        UUID id = entry.id().uuid();
        UUID whose = owner.log().owner();
        return tx.update(statement(owner, NEXT), whose, bytes, id, entry.time(), canonical)
                .flatMap(rows -> rows > 0
                        ? Uni.createFrom().voidItem()
                        : tx.update(statement(owner, FIRST), whose, bytes, id, entry.time(), canonical, BEGINNING)
                                .replaceWithVoid());
    }

    private static String statement(AuditLogOwner owner, String head) {
        String moved = head.formatted(owner.head().name(), owner.head().ownerColumn());
        return APPEND.formatted(
                owner.head().name(), owner.log().ownerColumn(), owner.log().name(), moved);
    }
}
