package io.scaiwave.system.walls;

import io.scaiwave.system.installation.Installation;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Every row of every table of every service, as text, seen past all walls. */
final class AllRows {

    private static final String TABLES = """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";

    private AllRows() {}

    static int visit(Installation installation, BiConsumer<String, String> visitor) throws SQLException {
        int rows = 0;
        try (Connection admin = admin(installation)) {
            admin.setAutoCommit(false);
            for (String table : tables(admin)) {
                try (Statement statement = admin.createStatement()) {
                    statement.setFetchSize(500);
                    try (ResultSet found = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                        while (found.next()) {
                            visitor.accept(table, found.getString(1));
                            rows++;
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static List<String> tables(Connection admin) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(TABLES)) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static Connection admin(Installation installation) throws SQLException {
        URI address = URI.create(installation.environment().get("SCAIWAVE_POSTGRES_ADMIN_URL"));
        String[] user = address.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                user[0],
                user[1]);
    }
}
