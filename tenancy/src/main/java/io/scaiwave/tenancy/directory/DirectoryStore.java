package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The directory's own tables: what a restarted service knows while tenant-service cannot be asked. */
@ApplicationScoped
class DirectoryStore {

    private static final PlatformContext DIRECTORY = new PlatformContext("directory");
    /** Loading all of a large platform's entries may take longer than a request's transaction. */
    private static final int PAGE = 5_000;

    private final TenantDb db;

    DirectoryStore(TenantDb db) {
        this.db = db;
    }

    <E extends DirectoryEntry> Uni<List<E>> page(EntryKind<E> kind, UUID after) {
        String sql = "SELECT entry FROM " + kind.table() + " WHERE " + kind.key() + " > $1 ORDER BY " + kind.key()
                + " LIMIT $2";
        return db.inTransaction(
                DIRECTORY,
                tx -> tx.list(sql, row -> kind.parse().apply(row.get(JsonObject.class, "entry")), after, PAGE));
    }

    static boolean isLast(List<?> page) {
        return page.size() < PAGE;
    }

    <E extends DirectoryEntry> Uni<Void> save(EntryKind<E> kind, List<E> entries) {
        // In one order always: two that save the same wait for each other once, not in a circle.
        List<Tuple> rows = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.id().uuid()))
                .map(entry -> Tuple.of(entry.id().uuid(), entry.version(), entry.updatedAt(), entry.toJson()))
                .toList();
        String sql = "INSERT INTO " + kind.table() + " AS d (" + kind.key() + ", version, updated_at, entry)"
                + " VALUES ($1, $2, $3, $4) ON CONFLICT (" + kind.key() + ") DO UPDATE"
                + " SET version = excluded.version, updated_at = excluded.updated_at, entry = excluded.entry"
                + " WHERE d.version < excluded.version";
        return db.inTransaction(DIRECTORY, tx -> tx.batch(sql, rows));
    }
}
