package io.scaiwave.tenancy.db;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.scaiwave.tenancy.db.own.DatabaseLogin;
import io.scaiwave.tenancy.db.own.DatabasePools;
import io.scaiwave.tenancy.db.own.DatabaseRoutes;
import io.scaiwave.tenancy.db.own.OwnPools;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The relay's way into databases of single tenants: as itself, by one connection each. */
@ApplicationScoped
class RelayDatabases {

    private static final int AFTER_CONNECTIONS = 5_000;
    private static final String ROUTE = "SELECT host, port, name FROM databases WHERE tenant_id = $1";
    private static final String PAGE =
            "SELECT tenant_id FROM databases WHERE tenant_id > $1 ORDER BY tenant_id LIMIT $2";

    private final ScopedTransactions home;
    private final DatabasePools pools;
    private final DatabaseRoutes routes;
    private final RelayLogin login;

    @Inject
    RelayDatabases(@ReactiveDataSource("relay") Pool home, DatabaseConfig config, OwnPools pools, RelayLogin login) {
        this(new ScopedTransactions(home, config), pools.forTheRelay(), login);
    }

    RelayDatabases(ScopedTransactions home, DatabasePools pools, RelayLogin login) {
        this.home = home;
        this.pools = pools;
        this.routes = new DatabaseRoutes(pools);
        this.login = login;
    }

    void stop(@Observes @Priority(AFTER_CONNECTIONS) ShutdownEvent ignored) {
        pools.close();
    }

    Uni<List<TenantId>> list(Opening opening, Optional<TenantId> after, int most) {
        UUID from = after.map(TenantId::uuid).orElse(OwnedTable.PLATFORM);
        return home.run(opening, tx -> tx.list(PAGE, row -> new TenantId(row.getUUID("tenant_id")), from, most));
    }

    <T> Uni<T> run(Opening opening, TenantId tenant, Function<ScopedTransactions, Uni<T>> transaction) {
        return routes.of(tenant, 0, () -> find(opening, tenant))
                .flatMap(route -> pools.use(route, pool -> transaction.apply(home.on(pool)))
                        .onFailure()
                        .invoke(failure -> routes.forget(tenant, route)));
    }

    private Uni<DatabaseLogin> find(Opening opening, TenantId tenant) {
        return home.run(opening, tx -> tx.first(ROUTE, this::route, tenant.uuid()))
                .map(found -> found.orElseThrow(DatabaseFailures::unavailable));
    }

    private DatabaseLogin route(Row row) {
        return new DatabaseLogin(
                row.getString("host"), row.getInteger("port"), row.getString("name"), login.user(), login.password());
    }
}
