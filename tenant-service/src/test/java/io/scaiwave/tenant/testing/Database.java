package io.scaiwave.tenant.testing;

import io.scaiwave.tenancy.id.TenantId;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database seen from outside the service: by its superuser, and by the service's own roles. */
public final class Database {

    private Database() {}

    public static Connection asSuperuser() throws SQLException {
        URI url = URI.create(Installation.environment().get("SCAIWAVE_POSTGRES_ADMIN_URL"));
        String[] user = url.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user[0], user[1]);
    }

    public static Connection asApp() throws SQLException {
        var environment = Installation.environment();
        return DriverManager.getConnection(
                "jdbc:" + environment.get("QUARKUS_DATASOURCE_REACTIVE_URL"),
                environment.get("QUARKUS_DATASOURCE_USERNAME"),
                environment.get("QUARKUS_DATASOURCE_PASSWORD"));
    }

    /** Runs one statement as superuser; gives the number of rows it touched. */
    public static int run(String sql, Object... args) {
        try (Connection connection = asSuperuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < args.length; i++) {
                statement.setObject(i + 1, args[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of every row. */
    public static List<String> read(String sql, Object... args) {
        try (Connection connection = asSuperuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < args.length; i++) {
                statement.setObject(i + 1, args[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** As if the servers held another claim than the one the row stands for. */
    public static void overwriteEventAccountIssue(TenantId tenant) {
        run("UPDATE tenant.event_accounts SET issued_at = issued_at + 5 WHERE tenant_id = ?", tenant.uuid());
    }

    /** All text that is stored for a tenant. */
    public static String everything(TenantId tenant) {
        List<String> all = new ArrayList<>();
        for (String table : List.of("event_accounts", "event_credentials", "audit_log", "outbox", "idempotency_keys")) {
            all.addAll(read("SELECT t::text FROM tenant." + table + " t WHERE tenant_id = ?", tenant.uuid()));
        }
        return String.join("\n", all);
    }
}
