package io.scaiwave.gateway.testing;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the gateway has written, seen past all walls. */
public final class Rows {

    private Rows() {}

    /** The tenant's events of a type, in the order in which they were written. */
    public static List<JsonObject> events(TenantId tenant, String type) {
        return events("identity.outbox WHERE tenant_id", tenant.uuid(), type);
    }

    /** The partner's own events of a type. */
    public static List<JsonObject> events(PartnerId partner, String type) {
        return events("identity.partner_outbox WHERE partner_id", partner.uuid(), type);
    }

    /** What is kept of a partner, as text. */
    public static String partnerEntry(PartnerId partner) {
        String sql = "SELECT string_agg(entry::text, ' ') FROM identity.partner_directory WHERE partner_id = ?";
        try (Connection admin = admin();
                PreparedStatement statement = admin.prepareStatement(sql)) {
            statement.setObject(1, partner.uuid());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void run(String sql) {
        try (Connection admin = admin();
                PreparedStatement statement = admin.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonObject> events(String owner, UUID id, String type) {
        String sql = "SELECT payload::text FROM " + owner + " = ? AND payload ->> 'type' = ? ORDER BY ordering, id";
        try (Connection admin = admin();
                PreparedStatement statement = admin.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setString(2, type);
            List<JsonObject> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new JsonObject(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection admin() throws SQLException {
        URI address = URI.create(Installation.environment().get("SCAIWAVE_POSTGRES_ADMIN_URL"));
        String[] user = address.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                user[0],
                user[1]);
    }
}
