package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** The directory's own table: what a restarted service knows while tenant-service cannot be asked. */
@ApplicationScoped
class DirectoryStore {

    private static final PlatformContext DIRECTORY = new PlatformContext("directory");
    /** Loading all of a large platform's entries may take longer than a request's transaction. */
    private static final int PAGE = 5_000;

    private final TenantDb db;

    DirectoryStore(TenantDb db) {
        this.db = db;
    }

    Uni<List<TenantEntry>> page(java.util.UUID after) {
        return db.inTransaction(
                DIRECTORY,
                tx -> tx.list(
                        "SELECT entry FROM tenant_directory WHERE tenant_id > $1 ORDER BY tenant_id LIMIT $2",
                        row -> TenantEntry.fromJson(row.get(JsonObject.class, "entry")),
                        after,
                        PAGE));
    }

    static boolean isLast(List<TenantEntry> page) {
        return page.size() < PAGE;
    }

    Uni<Void> save(List<TenantEntry> entries) {
        List<Tuple> rows = entries.stream()
                .map(entry -> Tuple.of(entry.id().uuid(), entry.version(), entry.updatedAt(), entry.toJson()))
                .toList();
        return db.inTransaction(
                        DIRECTORY,
                        tx -> tx.batch(
                                "INSERT INTO tenant_directory AS d (tenant_id, version, updated_at, entry)"
                                        + " VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id) DO UPDATE"
                                        + " SET version = excluded.version, updated_at = excluded.updated_at,"
                                        + " entry = excluded.entry WHERE d.version < excluded.version",
                                rows))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200))
                .atMost(3);
    }
}
