package io.scaiwave.bench;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;

/** The same read in several ways, in turn; each round goes the other way about than the one before. */
final class Reads {

    private static final int ROUNDS = 21;
    private static final int WARM_UP = 5;
    private static final String SQL =
            "SELECT id, sender, content::text AS content, position, at FROM bench.%s WHERE tenant_id = $1 LIMIT %d";

    private final Clients asking;
    private final Pool pool;
    private final TenantDb db;
    private final TenantDb fenced;
    private final List<TenantContext> tenants;
    private final Chance chance = new Chance();

    /** @param fenced opens by the tenant's fence, as a service does whose tenants live on several levels */
    Reads(Clients asking, Pool pool, TenantDb db, TenantDb fenced, List<TenantContext> tenants) {
        this.asking = asking;
        this.pool = pool;
        this.db = db;
        this.fenced = fenced;
        this.tenants = tenants;
    }

    List<Figure> measure(int rows, int clients, int calls, String must) throws Exception {
        String who = rows + " rows, " + (clients == 1 ? "1 client" : clients + " clients");
        Progress.say("%s: %d rounds of %d reads each way", who, ROUNDS + WARM_UP, calls * clients);
        String bareSql = SQL.formatted("plain", rows);
        String scopedSql = SQL.formatted("scoped", rows);
        List<Supplier<Uni<?>>> ways =
                List.of(() -> plain(bareSql), () -> scoped(db, scopedSql), () -> scoped(fenced, scopedSql));
        Series floor = new Series();
        Series ratios = new Series();
        Series fences = new Series();
        Series added = new Series();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Latencies[] took = inTurn(ways, round % 2 == 0, clients, calls);
            if (round >= 0) {
                floor.add(took[0].micros(0.5));
                ratios.add(took[1].micros(0.5) / took[0].micros(0.5));
                fences.add(took[2].micros(0.5) / took[1].micros(0.5));
                added.add((took[2].micros(0.99) - took[0].micros(0.99)) / 1_000);
            }
        }
        return List.of(
                floor.figure("floor: plain read, p50, " + who, "us", ""),
                ratios.figure("scoped read / plain read, p50, " + who, "x", "<= " + must),
                fences.figure("read through a fence / scoped read, p50, " + who, "x", ""),
                added.figure("added by scope, policies and fence, p99, " + who, "ms", "< 10"));
    }

    private Latencies[] inTurn(List<Supplier<Uni<?>>> ways, boolean forwards, int clients, int calls) throws Exception {
        Latencies[] took = new Latencies[ways.size()];
        for (int i = 0; i < took.length; i++) {
            int way = forwards ? i : took.length - 1 - i;
            took[way] = asking.run(clients, calls, ways.get(way));
        }
        return took;
    }

    private Uni<?> plain(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(chance.any(tenants).tenantId().uuid()));
    }

    private Uni<?> scoped(TenantDb by, String sql) {
        TenantContext tenant = chance.any(tenants);
        return by.read(tenant, sql, tenant.tenantId().uuid());
    }
}
