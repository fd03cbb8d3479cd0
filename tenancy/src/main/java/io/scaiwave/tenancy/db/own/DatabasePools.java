package io.scaiwave.tenancy.db.own;

import io.scaiwave.tenancy.db.DatabaseFailures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgPool;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One small pool for each database in use, and never more than so many: the one that was not used for longest makes room.
 * A pool is closed when nothing runs on it any more.
 */
public final class DatabasePools implements AutoCloseable {

    private final Vertx vertx;
    private final PgConnectOptions server;
    private final TenantDatabasesConfig config;
    private final int connections;
    private final long sweep;
    /** The one not used for longest comes first. */
    private final Map<DatabaseLogin, Opened> opened = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Opened {
        private final Pool pool;
        private int users;
        private long lastUsed = System.nanoTime();
        private boolean retired;

        Opened(Pool pool) {
            this.pool = pool;
        }

        boolean isIdle() {
            return users == 0;
        }
    }

    /**
     * @param server what all servers have in common, such as encryption; address and login come with each database
     * @param connections to each of them
     */
    public DatabasePools(Vertx vertx, PgConnectOptions server, TenantDatabasesConfig config, int connections) {
        this.vertx = vertx;
        this.server = new PgConnectOptions(server);
        this.config = config;
        this.connections = connections;
        this.sweep = vertx.setPeriodic(Math.max(10, config.idle().toMillis() / 4), tick -> closeIdle());
    }

    /** Fails with {@code SW_DEPENDENCY_DOWN} if so many other databases are in use that this one cannot be opened. */
    public <T> Uni<T> use(DatabaseLogin login, Function<Pool, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Opened taken = take(login);
            AtomicBoolean back = new AtomicBoolean();
            Runnable giveBack = () -> {
                if (back.compareAndSet(false, true)) {
                    giveBack(taken);
                }
            };
            try {
                return work.apply(taken.pool).onTermination().invoke(giveBack);
            } catch (RuntimeException e) {
                giveBack.run();
                throw e;
            }
        });
    }

    /** Lets what runs end and opens nothing on this pool any more. */
    public synchronized void retire(DatabaseLogin login) {
        Opened gone = opened.remove(login);
        if (gone != null) {
            retire(gone);
        }
    }

    /** Databases that are open now. */
    public synchronized int size() {
        return opened.size();
    }

    @Override
    public synchronized void close() {
        vertx.cancelTimer(sweep);
        opened.values().forEach(each -> close(each.pool));
        opened.clear();
    }

    private synchronized Opened take(DatabaseLogin login) {
        Opened present = opened.get(login);
        if (present == null) {
            makeRoom();
            present = new Opened(pool(login));
            opened.put(login, present);
        }
        present.users++;
        return present;
    }

    private synchronized void giveBack(Opened taken) {
        taken.users--;
        taken.lastUsed = System.nanoTime();
        if (taken.retired && taken.isIdle()) {
            close(taken.pool);
        }
    }

    private void makeRoom() {
        Iterator<Opened> eldest = opened.values().iterator();
        while (opened.size() >= config.pools()) {
            if (!eldest.hasNext()) {
                throw DatabaseFailures.unavailable();
            }
            Opened next = eldest.next();
            if (next.isIdle()) {
                eldest.remove();
                close(next.pool);
            }
        }
    }

    private synchronized void closeIdle() {
        long before = System.nanoTime() - config.idle().toNanos();
        List<DatabaseLogin> idle = new ArrayList<>();
        opened.forEach((login, each) -> {
            if (each.isIdle() && each.lastUsed - before < 0) {
                idle.add(login);
            }
        });
        idle.forEach(this::retire);
    }

    private static void retire(Opened gone) {
        gone.retired = true;
        if (gone.isIdle()) {
            close(gone.pool);
        }
    }

    private static void close(Pool pool) {
        pool.close().subscribe().with(done -> {}, failure -> {});
    }

    private Pool pool(DatabaseLogin login) {
        PgConnectOptions to = new PgConnectOptions(server)
                .setHost(login.host())
                .setPort(login.port())
                .setDatabase(login.database())
                .setUser(login.user())
                .setPassword(login.password())
                .setCachePreparedStatements(true);
        to.setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
        return PgPool.pool(vertx, to, options());
    }

    private PoolOptions options() {
        Duration idle = config.idle();
        return new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(config.waiting())
                .setIdleTimeout(Math.toIntExact(idle.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
