package io.scaiwave.tenancy.db.own;

import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to each tenant's database as it was found last, for the tenants asked for lately. A younger epoch looks anew;
 * so does whoever forgets it after a failure.
 */
public final class DatabaseRoutes {

    private static final int MOST = 1_000;

    private final DatabasePools pools;
    private final Map<TenantId, Route> routes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Route> eldest) {
            return size() > MOST;
        }
    };

    private record Route(long epoch, Uni<DatabaseLogin> login) {}

    public DatabaseRoutes(DatabasePools pools) {
        this.pools = pools;
    }

    /** All who ask while it is looked for wait for the same answer. */
    public synchronized Uni<DatabaseLogin> of(TenantId tenant, long epoch, Supplier<Uni<DatabaseLogin>> search) {
        Route known = routes.get(tenant);
        if (known != null && known.epoch() >= epoch) {
            return known.login();
        }
        Uni<DatabaseLogin> found =
                Uni.createFrom().deferred(search::get).memoize().indefinitely();
        Route route = new Route(epoch, found);
        routes.put(tenant, route);
        found.subscribe().with(login -> replaced(known, login), failure -> remove(tenant, route));
        return found;
    }

    /** True while transactions of this tenant go to a database of its own. */
    public synchronized boolean knows(TenantId tenant) {
        return routes.containsKey(tenant);
    }

    /** Looks anew next time, and closes what was open. */
    public synchronized void forget(TenantId tenant, DatabaseLogin login) {
        routes.remove(tenant);
        pools.retire(login);
    }

    private synchronized void remove(TenantId tenant, Route route) {
        routes.remove(tenant, route);
    }

    private void replaced(@Nullable Route before, DatabaseLogin now) {
        if (before != null) {
            before.login().subscribe().with(old -> retireUnless(old, now), failure -> {});
        }
    }

    private void retireUnless(DatabaseLogin old, DatabaseLogin now) {
        if (!old.equals(now)) {
            pools.retire(old);
        }
    }
}
