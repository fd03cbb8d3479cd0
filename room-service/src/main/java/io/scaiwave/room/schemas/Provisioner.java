package io.scaiwave.room.schemas;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.FenceLock;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Makes what a level needs and opens the fence, with a role of its own that no request uses. Each call may be repeated:
 * it finishes what an earlier one left half done and changes nothing that is whole.
 */
@ApplicationScoped
public class Provisioner {

    private static final Logger LOG = Logger.getLogger(Provisioner.class);
    static final String SERVICE = "room";
    /** Each needs up to four connections of the pool: more at once would wait for each other. */
    private static final int AT_ONCE = 2;
    /** Shorter than a caller waits: what has not begun by then never does, so what is undone later is not made again. */
    private static final long TURN_MILLIS = 2_000;
    /** Whoever moves a tenant has its own turn; its writers are not to wait. */
    private static final String NOBODY = "SELECT 1";

    private final AgroalDataSource connections;
    private final TenantSchemas schemas;
    private final DatabaseMaker databases;
    private final ExecutorService blocking;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Provisioner(
            @DataSource("provisioner") AgroalDataSource connections,
            TenantSchemas schemas,
            DatabaseMaker databases,
            @VirtualThreads ExecutorService blocking) {
        this.connections = connections;
        this.schemas = schemas;
        this.databases = databases;
        this.blocking = blocking;
    }

    /** Fails with {@code SW_STATE_CONFLICT} if the tenant already lives on another level: that takes a move. */
    public Uni<Void> place(TenantContext tenant, Isolation level) {
        return Uni.createFrom().voidItem().invoke(() -> make(tenant, level)).runSubscriptionOn(blocking);
    }

    /**
     * Removes the tenant's own schema or database, its role and its fence; a tenant among others keeps its place. Fails with
     * {@code SW_STATE_CONFLICT} if it has rooms: to remove these is an erasure.
     */
    public Uni<Void> remove(TenantId tenant) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> inTurn(tenant, () -> {
                    if (databases.hasRooms(tenant)) {
                        throw inUse();
                    }
                    databases.remove(tenant);
                    transaction(tenant, statement -> removeSchema(statement, tenant));
                }))
                .runSubscriptionOn(blocking);
    }

    private void make(TenantContext context, Isolation level) {
        TenantId tenant = context.tenantId();
        inTurn(tenant, () -> {
            transaction(tenant, statement -> refuseElsewhere(statement, tenant, level));
            if (level == Isolation.DATABASE) {
                databases.make(context);
            }
            if (level == Isolation.SCHEMA) {
                transaction(tenant, statement -> statement.execute(routine("make", tenant)));
                schemas.migrate(Place.schemaOf(tenant));
            }
            transaction(tenant, statement -> open(statement, tenant, level));
        });
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private void inTurn(TenantId tenant, Attempt attempt) {
        boolean mine = false;
        try {
            mine = turns.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS);
            if (!mine) {
                throw ErrorCode.SW_DEPENDENCY_DOWN
                        .because("Other tenants' places are being made; this one has not been begun.")
                        .retryAfter(Duration.ofSeconds(1));
            }
            alone(tenant, attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseFailures.unavailable();
        } finally {
            if (mine) {
                turns.release();
            }
        }
    }

    /** Of making and removing one tenant's place, on whatever replica, one waits for the other's end. */
    private void alone(TenantId tenant, Attempt attempt) {
        String key = "(hashtextextended('place:" + tenant.uuid() + "', 0))";
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock" + key);
            try {
                attempt.run();
            } finally {
                statement.execute("SELECT pg_advisory_unlock" + key);
            }
        } catch (SQLException | FlywayException e) {
            LOG.error("A tenant's place could not be made or removed", e);
            throw DatabaseFailures.unavailable();
        }
    }

    /** For a tenant that is about to move there. Blocking. */
    public void makeSchema(TenantId tenant) throws SQLException {
        transaction(NOBODY, statement -> statement.execute(routine("make", tenant)));
        schemas.migrate(Place.schemaOf(tenant));
        transaction(NOBODY, statement -> {
            asOwner(statement);
            recordSchema(statement, tenant);
        });
    }

    /** Removes a tenant's schema with all that is in it, and its role, unless the tenant lives there. Blocking. */
    public void dropSchema(TenantId tenant) throws SQLException {
        transaction(NOBODY, statement -> {
            asOwner(statement);
            inTheNameOf(statement, tenant);
            if (isThere(statement, "SELECT FROM fences WHERE level = 'schema'")) {
                throw ErrorCode.SW_STATE_CONFLICT.because("The tenant lives in its schema.");
            }
            SchemaLedger.forget(statement, tenant);
            statement.execute("DROP SCHEMA IF EXISTS " + Place.schemaOf(tenant) + " CASCADE");
            statement.execute("SET LOCAL ROLE NONE");
            statement.execute(routine("take_back", tenant));
        });
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    /** One at a time for each tenant: a repeated call waits until the first has done its part. */
    private void transaction(TenantId tenant, Work work) throws SQLException {
        transaction("SELECT pg_advisory_xact_lock(" + FenceLock.key(tenant) + ")", work);
    }

    private void transaction(String lock, Work work) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(lock);
                work.on(statement);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Roles and schemas are made by routines that take an id and nothing else: nobody here may make any other. */
    private static String routine(String name, TenantId tenant) {
        return "CALL " + SERVICE + "_places." + name + "('" + tenant.uuid() + "')";
    }

    private static void removeSchema(Statement statement, TenantId tenant) throws SQLException {
        String name = Place.schemaOf(tenant);
        asOwner(statement);
        inTheNameOf(statement, tenant);
        if (isThere(statement, "SELECT WHERE to_regclass('" + name + ".rooms') IS NOT NULL")
                && isThere(statement, "SELECT FROM " + name + ".rooms")) {
            throw inUse();
        }
        statement.execute("DELETE FROM fences WHERE tenant_id = '" + tenant.uuid() + "' AND level <> 'shared'");
        SchemaLedger.forget(statement, tenant);
        statement.execute("DROP SCHEMA IF EXISTS " + name + " CASCADE");
        statement.execute("SET LOCAL ROLE NONE");
        statement.execute(routine("take_back", tenant));
    }

    private static RefusedException inUse() {
        return ErrorCode.SW_STATE_CONFLICT.because("The tenant has rooms; erase it instead.");
    }

    private static void inTheNameOf(Statement statement, TenantId tenant) throws SQLException {
        statement.execute("SELECT set_config('app.tenant_id', '" + tenant.uuid() + "', true)");
    }

    /** At home, nobody enters for a tenant that has a database to itself: that has a fence of its own. */
    private static void open(Statement statement, TenantId tenant, Isolation level) throws SQLException {
        refuseElsewhere(statement, tenant, level);
        if (level == Isolation.SCHEMA) {
            recordSchema(statement, tenant);
        }
        String state = level == Isolation.DATABASE ? "closed" : "open";
        statement.execute("INSERT INTO fences (tenant_id, level, state) VALUES ('" + tenant.uuid() + "', '"
                + level.wire() + "', '" + state + "') ON CONFLICT DO NOTHING");
    }

    private static void recordSchema(Statement statement, TenantId tenant) throws SQLException {
        if (!SchemaLedger.record(statement, tenant)) {
            throw new SQLException(
                    "This process knows too few migrations to make schemas: the others have come further");
        }
    }

    private static void refuseElsewhere(Statement statement, TenantId tenant, Isolation level) throws SQLException {
        asOwner(statement);
        inTheNameOf(statement, tenant);
        if (isThere(
                statement,
                "SELECT FROM fences WHERE tenant_id = '" + tenant.uuid() + "' AND level <> '" + level.wire() + "'")) {
            throw ErrorCode.SW_STATE_CONFLICT.because("The tenant lives on another level; move it instead.");
        }
    }

    private static boolean isThere(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private static void asOwner(Statement statement) throws SQLException {
        statement.execute("SET LOCAL ROLE " + SERVICE + "_owner");
    }
}
