package io.scaiwave.tenancy.db;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.own.DatabaseLogin;
import io.scaiwave.tenancy.db.own.DatabasePools;
import io.scaiwave.tenancy.db.own.DatabaseRoutes;
import io.scaiwave.tenancy.db.own.OwnPools;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs transactions in databases that belong to single tenants. Where they are stands in the service's home database; a
 * record that is wrong opens nothing: the password is sealed for its tenant, and the database itself lets in only whom
 * it has a fence of.
 */
@ApplicationScoped
public class TenantDatabases {

    private static final Logger LOG = Logger.getLogger(TenantDatabases.class);
    private static final int AFTER_CONNECTIONS = 5_000;
    private static final String ROUTE = "SELECT f.level, d.host, d.port, d.name, d.sealed_password FROM fences f"
            + " LEFT JOIN databases d ON d.tenant_id = f.tenant_id WHERE f.tenant_id = $1";

    private final ScopedTransactions home;
    private final MasterKey key;
    private final DatabasePools pools;
    private final DatabaseRoutes routes;
    private final Counter misrouted;

    @Inject
    TenantDatabases(Pool home, DatabaseConfig config, OwnPools pools, MasterKey key, MeterRegistry metrics) {
        this(new ScopedTransactions(home, config), pools.forRequests(), key, metrics);
    }

    TenantDatabases(ScopedTransactions home, DatabasePools pools, MasterKey key, MeterRegistry metrics) {
        this.home = home;
        this.pools = pools;
        this.key = key;
        this.routes = new DatabaseRoutes(pools);
        this.misrouted = metrics.counter("scaiwave.database.misrouted");
    }

    void stop(@Observes @Priority(AFTER_CONNECTIONS) ShutdownEvent ignored) {
        pools.close();
    }

    /** True if this process has just sent transactions of the tenant to a database of its own. */
    public boolean knows(TenantId tenant) {
        return routes.knows(tenant);
    }

    /** What the password of a tenant's database is sealed for. */
    public static String sealedFor(TenantId tenant) {
        return "database of " + tenant.wire();
    }

    /** A way that is closed is looked up once more: the database may have got another place or password. */
    <T> Uni<T> run(TenantContext tenant, Function<ScopedTransactions, Uni<T>> transaction) {
        return route(tenant).flatMap(login -> on(tenant, login, transaction)
                .onFailure(DatabaseFailures::isRefusedLogin)
                .recoverWithUni(refused -> anew(tenant, login, transaction)));
    }

    private Uni<DatabaseLogin> route(TenantContext tenant) {
        return routes.of(tenant.tenantId(), tenant.epoch(), () -> find(tenant));
    }

    private <T> Uni<T> on(TenantContext tenant, DatabaseLogin login, Function<ScopedTransactions, Uni<T>> transaction) {
        return pools.use(login, pool -> transaction.apply(home.on(pool)))
                .onFailure(ClosedPlaceException.class)
                .transform(closed -> explain(tenant.tenantId(), login, (ClosedPlaceException) closed));
    }

    private <T> Uni<T> anew(
            TenantContext tenant, DatabaseLogin refused, Function<ScopedTransactions, Uni<T>> transaction) {
        routes.forget(tenant.tenantId(), refused);
        return route(tenant)
                .flatMap(login -> login.equals(refused)
                        ? Uni.createFrom().failure(locked(tenant.tenantId(), login))
                        : on(tenant, login, transaction)
                                .onFailure(DatabaseFailures::isRefusedLogin)
                                .transform(again -> locked(tenant.tenantId(), login)));
    }

    /** Asks the fence at home as well, which knows where the rows are if they are in no database. */
    private Uni<DatabaseLogin> find(TenantContext tenant) {
        Opening opening = new Opening(tenant, Place.HOME, Opening.Intent.READ);
        return home.single(
                        opening,
                        SingleCourse.Heard.AT_ONCE,
                        ROUTE,
                        tenant.tenantId().uuid())
                .map(rows -> login(tenant.tenantId(), rows));
    }

    private DatabaseLogin login(TenantId tenant, RowSet<Row> rows) {
        var found = rows.iterator();
        if (!found.hasNext()) {
            throw new ClosedPlaceException(Optional.empty());
        }
        Row row = found.next();
        Optional<Isolation> level = Isolation.of(row.getString("level"));
        if (level.filter(Isolation.DATABASE::equals).isEmpty() || row.getString("name") == null) {
            throw new ClosedPlaceException(level);
        }
        return new DatabaseLogin(
                row.getString("host"),
                row.getInteger("port"),
                row.getString("name"),
                row.getString("name"),
                unsealed(tenant, row.getBuffer("sealed_password").getBytes()));
    }

    private String unsealed(TenantId tenant, byte[] sealed) {
        try {
            return new String(key.open(sealed, sealedFor(tenant)), StandardCharsets.UTF_8);
        } catch (IllegalStateException e) {
            throw alarm(tenant, "its password was sealed for another, or by another key");
        }
    }

    private Throwable explain(TenantId tenant, DatabaseLogin login, ClosedPlaceException closed) {
        routes.forget(tenant, login);
        return closed.level().isEmpty() ? alarm(tenant, "it has no fence of this tenant") : closed;
    }

    private RefusedException locked(TenantId tenant, DatabaseLogin login) {
        routes.forget(tenant, login);
        return alarm(tenant, "it is gone, or does not let us in");
    }

    /** For whoever operates this; the caller learns that the database is not available, and of no other. */
    private RefusedException alarm(TenantId tenant, String why) {
        misrouted.increment();
        LOG.errorf("The database on record for %s is not used: %s", tenant.wire(), why);
        return DatabaseFailures.unavailable();
    }
}
