package io.scaiwave.bench;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;

/** The same read, plain and scoped, in turn; each round goes the other way about than the one before. */
final class Reads {

    private static final int ROUNDS = 21;
    private static final int WARM_UP = 5;
    private static final String SQL =
            "SELECT id, sender, content::text AS content, position, at FROM bench.%s WHERE tenant_id = $1 LIMIT %d";

    private final Clients asking;
    private final Pool pool;
    private final TenantDb db;
    private final List<TenantContext> tenants;
    private final Chance chance = new Chance();

    Reads(Clients asking, Pool pool, TenantDb db, List<TenantContext> tenants) {
        this.asking = asking;
        this.pool = pool;
        this.db = db;
        this.tenants = tenants;
    }

    List<Figure> measure(int rows, int clients, int calls, String must) throws Exception {
        String who = rows + " rows, " + (clients == 1 ? "1 client" : clients + " clients");
        Progress.say("%s: %d rounds of %d reads each way", who, ROUNDS + WARM_UP, calls * clients);
        String bareSql = SQL.formatted("plain", rows);
        String scopedSql = SQL.formatted("scoped", rows);
        Supplier<Uni<?>> plain = () -> plain(bareSql);
        Supplier<Uni<?>> scoped = () -> scoped(scopedSql);
        Series floor = new Series();
        Series ratios = new Series();
        Series added = new Series();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            boolean floorFirst = round % 2 == 0;
            Latencies first = asking.run(clients, calls, floorFirst ? plain : scoped);
            Latencies second = asking.run(clients, calls, floorFirst ? scoped : plain);
            if (round >= 0) {
                Latencies bare = floorFirst ? first : second;
                Latencies whole = floorFirst ? second : first;
                floor.add(bare.micros(0.5));
                ratios.add(whole.micros(0.5) / bare.micros(0.5));
                added.add((whole.micros(0.99) - bare.micros(0.99)) / 1_000);
            }
        }
        return List.of(
                floor.figure("floor: plain read, p50, " + who, "us", ""),
                ratios.figure("scoped read / plain read, p50, " + who, "x", "<= " + must),
                added.figure("added by scope and policies, p99, " + who, "ms", "< 10"));
    }

    private Uni<?> plain(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(chance.any(tenants).tenantId().uuid()));
    }

    private Uni<?> scoped(String sql) {
        TenantContext tenant = chance.any(tenants);
        return db.read(tenant, sql, tenant.tenantId().uuid());
    }
}
