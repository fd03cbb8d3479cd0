package io.scaiwave.bench;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.DatabaseConfig;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.db.Places;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.Uuid7;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A read with scope and row-level security against the same read without either, on equal tables of 10,000 messages of
 * 100 tenants, in turn: a short read, which shows the cost at its worst, and a page as a room's reader asks for it; and
 * the scoped read once more through the tenant's fence.
 */
final class TenantContextOverhead implements Benchmark {

    private static final int TENANTS = 100;
    private static final int ROWS_EACH = 100;
    private static final int CLIENTS = 8;

    @Override
    public String question() {
        return "what do scope and row-level security add to a read?";
    }

    @Override
    public List<Figure> run(Installation installation) throws Exception {
        Vertx vertx = Vertx.vertx();
        Pool admin = pool(vertx, PgConnectOptions.fromUri(installation.get("SCAIWAVE_POSTGRES_ADMIN_URL")), 1);
        try {
            List<TenantContext> tenants = prepare(admin);
            PgConnectOptions runtime = PgConnectOptions.fromUri(installation.get("QUARKUS_DATASOURCE_REACTIVE_URL"))
                    .setUser(installation.get("QUARKUS_DATASOURCE_USERNAME"))
                    .setPassword(installation.get("QUARKUS_DATASOURCE_PASSWORD"));
            Pool pool = pool(vertx, runtime, CLIENTS);
            TenantDb scoped = new TenantDb(pool, new Defaults());
            TenantDb fenced = new TenantDb(pool, new Defaults(), new SharedRooms());
            Reads reads = new Reads(new Clients(vertx.getDelegate(), CLIENTS), pool, scoped, fenced, tenants);
            List<Figure> figures = new ArrayList<>();
            for (int rows : new int[] {10, 50}) {
                figures.addAll(reads.measure(rows, CLIENTS, 10_000 / rows, "1.5"));
                figures.addAll(reads.measure(rows, 1, 20_000 / rows, "1.3"));
            }
            return figures;
        } finally {
            admin.query("DELETE FROM room.fences WHERE tenant_id IN (SELECT tenant_id FROM bench.plain)")
                    .executeAndAwait();
            admin.query("DROP SCHEMA IF EXISTS bench CASCADE").executeAndAwait();
            vertx.closeAndAwait();
        }
    }

    private static List<TenantContext> prepare(Pool admin) {
        String policy = "tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";
        for (String statement : List.of(
                "DROP SCHEMA IF EXISTS bench CASCADE",
                "CREATE SCHEMA bench",
                "CREATE TABLE bench.plain (tenant_id uuid, position bigint, id uuid, sender text, content json,"
                        + " at timestamptz, PRIMARY KEY (tenant_id, position))",
                "CREATE TABLE bench.scoped (LIKE bench.plain INCLUDING ALL)",
                "ALTER TABLE bench.scoped ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE bench.scoped FORCE ROW LEVEL SECURITY",
                "CREATE POLICY tenant_scope ON bench.scoped USING (" + policy + ")",
                "GRANT USAGE ON SCHEMA bench TO room_app",
                "GRANT SELECT ON bench.plain, bench.scoped TO room_app")) {
            admin.query(statement).executeAndAwait();
        }
        List<TenantContext> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            UUID id = Uuid7.next();
            for (String table : List.of("plain", "scoped")) {
                admin.preparedQuery("INSERT INTO bench." + table
                                + " SELECT $1, n, gen_random_uuid(), 'usr_' || n, json_build_object('msgtype', 'swp.text',"
                                + " 'body', repeat('x', 150)), now() FROM generate_series(1, $2) n")
                        .executeAndAwait(Tuple.of(id, ROWS_EACH));
            }
            admin.preparedQuery("INSERT INTO room.fences (tenant_id, level, state) VALUES ($1, 'shared', 'open')")
                    .executeAndAwait(Tuple.of(id));
            tenants.add(new TenantContext(
                    TenantId.of(id), PartnerId.random(), "bench", "active", "free", Isolation.SHARED, "local", 1, 1));
        }
        admin.query("ANALYZE bench.plain, bench.scoped, room.fences").executeAndAwait();
        return tenants;
    }

    private static Pool pool(Vertx vertx, PgConnectOptions options, int size) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(options.setCachePreparedStatements(true).setPipeliningLimit(256))
                .using(vertx)
                .build();
    }

    /** As room-service finds a tenant of the shared level. */
    private static final class SharedRooms implements Places {

        @Override
        public Place of(Scope scope) {
            return new Place.Shared("room");
        }

        @Override
        public Place moved(TenantContext tenant, Isolation level) {
            return of(tenant);
        }
    }

    private static final class Defaults implements DatabaseConfig {

        @Override
        public Duration transactionTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration rollbackWait() {
            return Duration.ofMillis(300);
        }

        @Override
        public Duration fenceWait() {
            return Duration.ofMillis(300);
        }
    }
}
