package io.scaiwave.tenancy.db.own;

import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the pools for databases of single tenants. What the home's address says of encryption holds for all servers. */
@Singleton
public class OwnPools {

    private static final int FOR_THE_RELAY = 1;

    private final Vertx vertx;
    private final TenantDatabasesConfig bounds;
    private final Optional<String> home;

    OwnPools(
            Vertx vertx,
            TenantDatabasesConfig bounds,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") Optional<String> home) {
        this.vertx = vertx;
        this.bounds = bounds;
        this.home = home;
    }

    public DatabasePools forRequests() {
        return new DatabasePools(vertx, likeHome(), bounds, bounds.connections());
    }

    public DatabasePools forTheRelay() {
        return new DatabasePools(vertx, likeHome(), bounds, FOR_THE_RELAY);
    }

    /** The first, where several addresses stand for one server. */
    private PgConnectOptions likeHome() {
        return home.map(url -> PgConnectOptions.fromUri(url.split(",", 2)[0])).orElseGet(PgConnectOptions::new);
    }
}
