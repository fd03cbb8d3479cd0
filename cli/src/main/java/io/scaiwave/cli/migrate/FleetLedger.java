package io.scaiwave.cli.migrate;

import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.migrate.SchemaMigration.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who has come how far, kept in the database beside the schemas. Its connection holds the lock by which one run at a time
 * is at work: a run that is killed lets go of it.
 */
final class FleetLedger implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String OURS =
            "n.nspname ~ '^t_[0-9a-f]{32}$' AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)";
    private static final String PLACE = "'t_' || replace(l.tenant_id::text, '-', '')";

    private final Connection connection;

    private FleetLedger(Connection connection) {
        this.connection = connection;
    }

    /** Waits while another run is at work. */
    static FleetLedger open(FleetPlan plan, Runnable waiting) throws SQLException, InterruptedException {
        Connection connection = plan.connect();
        try {
            connection.setAutoCommit(false);
            FleetLedger ledger = new FleetLedger(connection);
            Instant end = Instant.now().plus(PATIENCE);
            for (boolean told = false; !ledger.lock(); told = true) {
                if (!told) {
                    waiting.run();
                }
                if (Instant.now().isAfter(end)) {
                    throw new CliFailure("another run is still at work after " + PATIENCE.toMinutes() + " minutes");
                }
                Thread.sleep(Duration.ofMillis(500));
            }
            return ledger;
        } catch (SQLException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private boolean lock() throws SQLException {
        return !texts("SELECT '' WHERE pg_try_advisory_lock(hashtextextended('fleet:' || current_user, 0))")
                .isEmpty();
    }

    /** Who has no entry yet, or was being brought further when a run was killed, gets one from its own history. */
    private static final String LOOK = """
            DO $$
            DECLARE
                place record;
            BEGIN
                FOR place IN
                    SELECT l.tenant_id AS id FROM schema_ledger l
                     WHERE (l.checksum IS NULL OR l.state = 'running') AND to_regclass(
                        't_' || replace(l.tenant_id::text, '-', '') || '.flyway_schema_history') IS NOT NULL
                LOOP
                    CALL record_schema(place.id);
                END LOOP;
            END $$
            """;

    /** Writes down that all schemas are to come this far. */
    synchronized void begin(Wanted wanted) throws SQLException {
        change("DELETE FROM schema_ledger l WHERE NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = " + PLACE
                + ")");
        change("INSERT INTO schema_ledger (tenant_id, state) SELECT substr(n.nspname, 3)::uuid, 'waiting'"
                + " FROM pg_namespace n WHERE " + OURS + " ON CONFLICT DO NOTHING");
        change(LOOK);
        change(
                "UPDATE schema_ledger SET state = 'waiting', attempt = 0, error = NULL"
                        + " WHERE state = 'done' AND checksum IS DISTINCT FROM ?",
                wanted.checksum());
        change(
                "INSERT INTO fleet_runs (version, checksum, state) VALUES (?, ?, 'running')",
                wanted.version(),
                wanted.checksum());
    }

    /** Schemas that are not there yet; those that were tried most often come last. */
    synchronized List<String> behind(Wanted wanted) throws SQLException {
        return texts(
                "SELECT n.nspname FROM pg_namespace n LEFT JOIN schema_ledger l ON n.nspname = " + PLACE
                        + " WHERE " + OURS + " AND NOT coalesce(l.state = 'done' AND l.checksum = ?, false)"
                        + " ORDER BY coalesce(l.attempt, 0), n.nspname",
                wanted.checksum());
    }

    synchronized void attempt(String schema) throws SQLException {
        change(
                "INSERT INTO schema_ledger AS l (tenant_id, state, attempt, started_at)"
                        + " VALUES (substr(?, 3)::uuid, 'running', 1, now()) ON CONFLICT (tenant_id) DO UPDATE"
                        + " SET state = 'running', attempt = l.attempt + 1, started_at = now(), finished_at = NULL",
                schema);
    }

    synchronized void reached(String schema) throws SQLException {
        change("CALL record_schema(substr(?, 3)::uuid)", schema);
    }

    synchronized void failed(String schema, String why) throws SQLException {
        change(
                "UPDATE schema_ledger SET state = 'failed', error = left(?, 1000), finished_at = now()"
                        + " WHERE tenant_id = substr(?, 3)::uuid",
                why,
                schema);
    }

    /** Whether the schema has gone meanwhile, with its tenant; then there is nothing to write down. */
    synchronized boolean forget(String schema) throws SQLException {
        return !texts(
                        "DELETE FROM schema_ledger l WHERE tenant_id = substr(?, 3)::uuid AND NOT EXISTS"
                                + " (SELECT FROM pg_namespace n WHERE n.nspname = " + PLACE + ") RETURNING ''",
                        schema)
                .isEmpty();
    }

    /** Ends this run, and with it those that were killed before. */
    synchronized void end(boolean whole, int failures) throws SQLException {
        change(
                "UPDATE fleet_runs SET state = ?, failures = ?::int, finished_at = now() WHERE state = 'running'",
                whole ? "done" : "failed",
                String.valueOf(failures));
    }

    private void change(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.execute();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private List<String> texts(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            connection.commit();
            return all;
        }
    }

    private PreparedStatement prepare(String sql, String... values) throws SQLException {
        try (PreparedStatement scope =
                connection.prepareStatement("SELECT set_config('app.scope', 'platform', true)")) {
            scope.execute();
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
