package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one owner's log. */
@ApplicationScoped
public class AuditLog {

    private static final String COLUMNS = "position, audit_id, occurred_at, entry::text AS entry, hash";

    private final TenantDb db;

    public AuditLog(TenantDb db) {
        this.db = db;
    }

    /** Newest first. */
    Uni<List<LoggedEntry>> page(Scope scope, AuditFilter filter, int limit) {
        OwnedTable log = AuditLogOwner.of(scope).log();
        String sql = "SELECT " + COLUMNS + " FROM " + log.name() + " WHERE " + log.ownerColumn() + " = $1"
                + " AND ($2::bigint IS NULL OR position < $2)"
                + " AND ($3::timestamptz IS NULL OR occurred_at >= $3)"
                + " AND ($4::timestamptz IS NULL OR occurred_at < $4)"
                + " AND ($5::text IS NULL OR action = $5) AND ($6::text IS NULL OR actor_id = $6)"
                + " AND ($7::text IS NULL OR resource_type = $7) AND ($8::text IS NULL OR resource_id = $8)"
                + " AND ($9::text IS NULL OR outcome = $9) ORDER BY position DESC LIMIT $10";
        return db.read(
                        scope,
                        sql,
                        log.owner(),
                        filter.before(),
                        filter.start(),
                        filter.end(),
                        filter.action(),
                        filter.actorId(),
                        filter.resourceType(),
                        filter.resourceId(),
                        filter.outcome(),
                        limit)
                .map(rows -> entries(rows));
    }

    /** In the order of the chain, from behind a position up to another one. */
    Uni<List<LoggedEntry>> chain(Scope scope, long after, long upTo, int limit) {
        OwnedTable log = AuditLogOwner.of(scope).log();
        String sql = "SELECT " + COLUMNS + " FROM " + log.name() + " WHERE " + log.ownerColumn()
                + " = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT $4";
        return db.read(scope, sql, log.owner(), after, upTo, limit).map(rows -> entries(rows));
    }

    Uni<Optional<Head>> head(Scope scope) {
        OwnedTable head = AuditLogOwner.of(scope).head();
        String sql = "SELECT position, hash FROM " + head.name() + " WHERE " + head.ownerColumn() + " = $1";
        return db.read(scope, sql, head.owner()).map(rows -> {
            var each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(
                    new Head(row.getLong("position"), row.getBuffer("hash").getBytes()));
        });
    }

    /** Where the chain ends. */
    record Head(long position, byte[] hash) {}

    private static List<LoggedEntry> entries(Iterable<Row> rows) {
        List<LoggedEntry> entries = new ArrayList<>();
        rows.forEach(row -> entries.add(new LoggedEntry(
                row.getLong("position"),
                row.getUUID("audit_id"),
                row.getOffsetDateTime("occurred_at"),
                row.getString("entry"),
                row.getBuffer("hash").getBytes())));
        return entries;
    }
}
