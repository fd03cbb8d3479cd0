package io.scaiwave.tenancy.db;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.own.DatabasePools;
import io.scaiwave.tenancy.db.own.TenantDatabasesConfig;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.TestSchema;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.util.Optional;

/** The door to databases of single tenants, opened by hand: every tenant is believed to have one. */
public final class OwnDatabases implements AutoCloseable {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Pool home;
    private final DatabasePools pools;
    private final DatabasePools relays;
    private final TenantDatabases databases;

    public OwnDatabases(TenantDatabasesConfig bounds, DatabaseConfig config) {
        this.home = Notes.schema().appPool(Backing.vertx(), 4);
        this.pools = new DatabasePools(Backing.vertx(), new PgConnectOptions(), bounds, bounds.connections());
        this.relays = new DatabasePools(Backing.vertx(), new PgConnectOptions(), bounds, 1);
        this.databases = new TenantDatabases(new ScopedTransactions(home, config), pools, OwnDatabase.KEY, metrics);
    }

    public TenantDb db(DatabaseConfig config) {
        return db(config, Isolation.DATABASE);
    }

    /** @param believed the level on which this service looks first */
    TenantDb db(DatabaseConfig config, Isolation believed) {
        return new TenantDb(home, config, new Guess(believed), databases);
    }

    public RelayDb relayDb(Pool relayHome) {
        RelayLogin login =
                Notes.schema().relayLogin((user, password) -> new RelayLogin(Optional.of(user), Optional.of(password)));
        return new RelayDb(
                relayHome,
                Databases.PATIENT,
                new RelayDatabases(new ScopedTransactions(relayHome, Databases.PATIENT), relays, login));
    }

    /** Of a service with databases of single tenants, or without. */
    public Places places(boolean databases) {
        return databases ? new Guess(Isolation.DATABASE) : Places.HOME;
    }

    public TenantDatabases databases() {
        return databases;
    }

    int open() {
        return pools.size();
    }

    double misrouted() {
        return metrics.counter("scaiwave.database.misrouted").count();
    }

    @Override
    public void close() {
        relays.close();
        pools.close();
        home.closeAndAwait();
    }

    private record Guess(Isolation level) implements Places {

        @Override
        public Place of(Scope scope) {
            return scope instanceof TenantContext tenant ? moved(tenant, level) : Place.HOME;
        }

        @Override
        public boolean haveDatabases() {
            return true;
        }

        @Override
        public Place moved(TenantContext tenant, Isolation to) {
            return to == Isolation.DATABASE ? new Place.InDatabase(TestSchema.NAME) : new Place.Shared(TestSchema.NAME);
        }
    }
}
