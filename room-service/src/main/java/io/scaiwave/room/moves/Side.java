package io.scaiwave.room.moves;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.db.FenceLock;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.id.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a tenant's rows: a schema and the connection to the database it is in. Row-level security is forced on the
 * owner too, so within a transaction nothing but this tenant's rows can be seen or written.
 */
final class Side {

    static final String SERVICE = "room";

    /** Values travel as text: both sides must write and read it alike. */
    private static final String OPENING = "SET LOCAL ROLE " + SERVICE + "_owner; SET LOCAL search_path = pg_catalog;"
            + " SET LOCAL DateStyle = 'ISO'; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = 'postgres';"
            + " SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL app.tenant_id = '";

    private final Connection connection;
    private final TenantId tenant;
    private final Isolation level;

    Side(Connection connection, TenantId tenant, Isolation level) {
        this.connection = connection;
        this.tenant = tenant;
        this.level = level;
    }

    /** What is done in a transaction. */
    interface Work<T extends @Nullable Object> {
        T in(Connection transaction) throws SQLException;
    }

    TenantId tenant() {
        return tenant;
    }

    Isolation level() {
        return level;
    }

    /** Of the tables that move; the service's own are in {@link #SERVICE} on either side. */
    String schema() {
        return level == Isolation.SCHEMA ? Place.schemaOf(tenant) : SERVICE;
    }

    <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
        return run("READ COMMITTED", work);
    }

    /** All statements see the same moment. */
    <T extends @Nullable Object> T snapshot(Work<T> work) throws SQLException {
        return run("REPEATABLE READ", work);
    }

    private <T extends @Nullable Object> T run(String isolation, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute("SET TRANSACTION ISOLATION LEVEL " + isolation + "; " + OPENING + tenant.uuid() + "'");
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int update(Connection transaction, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    /** One step of a tenant's move at a time, in whichever replica; given back with the connection at the latest. */
    boolean takeTurn() throws SQLException {
        return bool("SELECT pg_try_advisory_lock(" + turn() + ")");
    }

    void giveTurnBack() throws SQLException {
        bool("SELECT pg_advisory_unlock(" + turn() + ")");
    }

    private String turn() {
        return FenceLock.key(tenant).replace("'fence:", "'move:");
    }

    /** Waits in the database, where an interrupted wait ends with the connection. */
    void pause(int milliseconds) throws SQLException {
        execute("SELECT pg_sleep(" + milliseconds + " / 1000.0)");
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private boolean bool(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            boolean yes = answer.getBoolean(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return yes;
        }
    }
}
