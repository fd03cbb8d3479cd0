package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.testing.TenantDatabaseBounds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However many tenants have databases, the connections of a replica stay at a stated number. */
class ManyTenantDatabasesTest {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int TENANTS = 50;
    private static final TenantDatabaseBounds BOUNDS = TenantDatabaseBounds.of(6, 2);
    private static final String CONNECTIONS =
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename ~ '^d_[0-9a-f]{32}$'";

    private final AtomicLong most = new AtomicLong();

    @Test
    void fiftyTenantsShareABoundedNumberOfConnections() throws Exception {
        List<TenantContext> tenants =
                Stream.generate(Scopes::tenant).limit(TENANTS).toList();
        List<OwnDatabase> databases = tenants.stream().map(OwnDatabase::of).toList();
        try (OwnDatabases opened = new OwnDatabases(BOUNDS, Databases.config(LONG, Duration.ofSeconds(1)))) {
            TenantDb db = opened.db(Databases.config(LONG, Duration.ofSeconds(1)));

            for (int round = 0; round < 2; round++) {
                Multi.createFrom()
                        .iterable(tenants)
                        .onItem()
                        .transformToUni(tenant -> visit(db, tenant, opened))
                        .merge(BOUNDS.pools() - 1)
                        .collect()
                        .asList()
                        .await()
                        .atMost(LONG);
            }

            assertThat(most).hasValueLessThanOrEqualTo(BOUNDS.pools());
            // Those that were closed are gone as soon as the server has noticed.
            await().atMost(LONG).until(() -> connections() <= (long) BOUNDS.pools() * BOUNDS.connections());
            for (int i = 0; i < TENANTS; i++) {
                assertThat(databases.get(i).count("SELECT count(*) FROM library.note"))
                        .isEqualTo(2);
                assertThat(databases
                                .get(i)
                                .count("SELECT count(*) FROM library.note WHERE tenant_id = '"
                                        + tenants.get(i).tenantId().uuid() + "'"))
                        .isEqualTo(2);
            }
        } finally {
            databases.forEach(OwnDatabase::close);
        }
    }

    private Uni<Integer> visit(TenantDb db, TenantContext tenant, OwnDatabases opened) {
        return db.inTransaction(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), "here"))
                .invoke(() -> most.accumulateAndGet(opened.open(), Math::max));
    }

    private static long connections() throws SQLException {
        try (Connection admin = Notes.schema().admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(CONNECTIONS)) {
            found.next();
            return found.getLong(1);
        }
    }
}
