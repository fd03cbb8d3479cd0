package io.scaiwave.bench;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.DatabaseConfig;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.Uuid7;
import io.smallrye.mutiny.Uni;
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
 * A read with scope and row-level security against the same read without either, on equal tables of 10,000 rows of 100
 * tenants, in turn.
 */
final class TenantContextOverhead implements Benchmark {

    private static final int ROUNDS = 31;
    private static final int TENANTS = 100;
    private static final int ROWS_EACH = 100;

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
            Pool pool = pool(vertx, runtime, 8);
            Clients clients = new Clients(vertx.getDelegate());
            List<Figure> figures = new ArrayList<>(measure(clients, pool, tenants, 1, 2_000, "1.3"));
            figures.addAll(measure(clients, pool, tenants, 8, 400, "1.5"));
            return figures;
        } finally {
            admin.query("DROP SCHEMA IF EXISTS bench CASCADE").executeAndAwait();
            vertx.closeAndAwait();
        }
    }

    private static List<Figure> measure(
            Clients asking, Pool pool, List<TenantContext> tenants, int clients, int calls, String must)
            throws Exception {
        TenantDb db = new TenantDb(pool, new Defaults());
        double[] ratios = new double[ROUNDS];
        double[] added = new double[ROUNDS];
        double[] floor = new double[ROUNDS];
        for (int round = -5; round < ROUNDS; round++) {
            Latencies plain = asking.run(clients, calls, () -> plain(pool, any(tenants)));
            Latencies scoped = asking.run(clients, calls, () -> scoped(db, any(tenants)));
            if (round >= 0) {
                ratios[round] = scoped.micros(0.5) / plain.micros(0.5);
                added[round] = (scoped.micros(0.99) - plain.micros(0.99)) / 1_000;
                floor[round] = plain.micros(0.5);
            }
        }
        String who = clients == 1 ? "1 client" : clients + " clients";
        return List.of(
                Figure.of("floor: plain read, p50, " + who, "us", floor, ""),
                Figure.of("scoped read / plain read, p50, " + who, "x", ratios, "<= " + must),
                Figure.of("p99 added by scope and row-level security, " + who, "ms", added, ""));
    }

    private static Uni<?> plain(Pool pool, TenantContext tenant) {
        return pool.preparedQuery("SELECT id, body FROM bench.plain WHERE tenant_id = $1 LIMIT 10")
                .execute(Tuple.of(tenant.tenantId().uuid()));
    }

    private static Uni<?> scoped(TenantDb db, TenantContext tenant) {
        return db.read(
                tenant,
                "SELECT id, body FROM bench.scoped WHERE tenant_id = $1 LIMIT 10",
                tenant.tenantId().uuid());
    }

    private static TenantContext any(List<TenantContext> tenants) {
        return tenants.get(java.util.concurrent.ThreadLocalRandom.current().nextInt(tenants.size()));
    }

    private static List<TenantContext> prepare(Pool admin) {
        String policy = "tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";
        for (String statement : List.of(
                "DROP SCHEMA IF EXISTS bench CASCADE",
                "CREATE SCHEMA bench",
                "CREATE TABLE bench.plain (tenant_id uuid, id uuid, body text, PRIMARY KEY (tenant_id, id))",
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
                                + " SELECT $1, gen_random_uuid(), repeat('x', 200) FROM generate_series(1, $2)")
                        .executeAndAwait(Tuple.of(id, ROWS_EACH));
            }
            tenants.add(new TenantContext(
                    TenantId.of(id), PartnerId.random(), "bench", "active", "free", Isolation.SHARED, "local", 1, 1));
        }
        admin.query("ANALYZE bench.plain, bench.scoped").executeAndAwait();
        return tenants;
    }

    private static Pool pool(Vertx vertx, PgConnectOptions options, int size) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(options.setCachePreparedStatements(true).setPipeliningLimit(256))
                .using(vertx)
                .build();
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
    }
}
