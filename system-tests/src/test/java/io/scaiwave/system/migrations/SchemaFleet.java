package io.scaiwave.system.migrations;

import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.testing.TestSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tenants with schemas of their own, in the order in which a run takes them. */
record SchemaFleet(TestSchema schema, List<String> names) {

    static SchemaFleet of(TestSchema schema, int size) throws SQLException {
        SchemaFleet fleet = new SchemaFleet(schema, new ArrayList<>());
        for (int i = 0; i < size; i++) {
            fleet.add();
        }
        fleet.names.sort(null);
        return fleet;
    }

    /** A schema with nothing in it. */
    String add() throws SQLException {
        UUID tenant = UUID.randomUUID();
        try (Connection provisioner = schema.provisioner();
                Statement statement = provisioner.createStatement()) {
            statement.execute("CALL library_places.make('" + tenant + "')");
        }
        String name = "t_" + tenant.toString().replace("-", "");
        names.add(name);
        return name;
    }

    /** Takes all away, for the next test. */
    void clear() throws SQLException {
        for (String name : names) {
            schema.asAdmin("DROP SCHEMA " + name + " CASCADE; DROP ROLE " + name);
        }
        schema.asAdmin("TRUNCATE schema_ledger, fleet_runs");
    }

    /** Keeps these schemas' table from being changed, as a long reader does, until it is closed. */
    Connection hold(List<String> held) throws SQLException {
        Connection reader = schema.admin();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            for (String name : held) {
                statement.execute("LOCK TABLE " + name + ".doc IN ACCESS SHARE MODE");
            }
        }
        return reader;
    }

    void awaitWaiting(int number) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count("pg_stat_activity WHERE application_name = 'fleet library'"
                                + " AND wait_event_type = 'Lock' AND query LIKE '%doc%'")
                        == number);
    }

    long count(String rows) throws SQLException {
        return (Long) list("SELECT count(*) FROM " + rows).getFirst();
    }

    List<Object> list(String sql) throws SQLException {
        try (Connection admin = schema.admin();
                Statement statement = admin.createStatement()) {
            statement.execute("SET search_path = library");
            List<Object> all = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(sql)) {
                while (found.next()) {
                    all.add(found.getObject(1));
                }
            }
            return all;
        }
    }

    /** How many have got the column that the second migration adds. */
    long withBody() throws SQLException {
        return count("pg_attribute WHERE attname = 'body' AND attrelid IN (SELECT oid FROM pg_class"
                + " WHERE relname = 'doc' AND relnamespace::regnamespace::text ~ '^t_')");
    }

    long at(String version) throws SQLException {
        return count("schema_ledger WHERE state = 'done' AND version = '" + version + "'");
    }
}
