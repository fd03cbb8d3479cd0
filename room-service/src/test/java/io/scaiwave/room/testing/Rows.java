package io.scaiwave.room.testing;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.db.TenantDatabases;
import io.scaiwave.tenancy.id.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** A connection of one of the service's roles, for looking behind the service's back. */
public final class Rows implements AutoCloseable {

    private Connection connection;
    private final boolean owner;

    private Rows(Connection connection, boolean owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /** As the runtime role, committing each statement, with this tenant as context. */
    public static Rows of(TenantId tenant) throws SQLException {
        Rows rows = ofRuntime();
        rows.act(tenant);
        return rows;
    }

    /** The same at home, wherever the tenant's rows are. */
    public static Rows atHomeOf(TenantId tenant) throws SQLException {
        Rows rows = ofRuntime();
        rows.actHere(tenant);
        return rows;
    }

    /** As the role that owns the service's own tables, in the name of this tenant. */
    public static Rows asOwnerAtHomeOf(TenantId tenant) throws SQLException {
        Rows rows =
                new Rows(connect("room_owner", Installation.secrets().get("SCAIWAVE_DB_ROOM_OWNER_PASSWORD")), true);
        rows.actHere(tenant);
        return rows;
    }

    public static Connection asAdministrator(String database) throws SQLException {
        URI admin = URI.create(Installation.environment().get("SCAIWAVE_POSTGRES_ADMIN_URL"));
        String[] login = admin.getUserInfo().split(":", 2);
        return connect(login[0], login.length > 1 ? login[1] : "", database);
    }

    /** The same in the tenant's own database. */
    public static Rows inDatabaseOf(TenantId tenant) throws SQLException {
        Rows rows = ofRuntime();
        rows.enter(tenant);
        rows.actHere(tenant);
        return rows;
    }

    private static Rows ofRuntime() throws SQLException {
        return new Rows(connect("room_app", Installation.environment().get("QUARKUS_DATASOURCE_PASSWORD")), false);
    }

    /** As the role that reaches this tenant's tables, without any context. */
    public static Rows ofNobody(TenantId tables) throws SQLException {
        Rows rows = ofRuntime();
        rows.reach(tables);
        return rows;
    }

    /** As the role that owns this tenant's tables, without any context. */
    public static Rows ofOwner(TenantId tables) throws SQLException {
        Rows rows =
                new Rows(connect("room_owner", Installation.secrets().get("SCAIWAVE_DB_ROOM_OWNER_PASSWORD")), true);
        rows.reach(tables);
        return rows;
    }

    /** As the administrator of the database, past all walls. */
    public static Rows ofAdministrator() throws SQLException {
        return new Rows(asAdministrator("scaiwave"), true);
    }

    private static Connection connect(String role, String password) throws SQLException {
        return connect(role, password, "scaiwave");
    }

    private static Connection connect(String role, String password, String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        login.setProperty("currentSchema", "room");
        String address = Installation.environment().get("QUARKUS_DATASOURCE_REACTIVE_URL");
        // Not by the driver manager, which knows the drivers of one class loader only.
        return new Driver().connect("jdbc:" + address.replace("/scaiwave", "/" + database), login);
    }

    /** Comes to where the tenant's tables are, as whoever may: the shared ones, or its own by its own role. */
    private void reach(TenantId tenant) throws SQLException {
        if (Tenant.LEVEL == Isolation.DATABASE) {
            enter(tenant);
        } else if (Tenant.LEVEL == Isolation.SCHEMA) {
            String schema = Place.schemaOf(tenant);
            one("SELECT set_config('search_path', ?, false)", schema);
            if (!owner) {
                run("SET ROLE " + schema);
            }
        }
    }

    /** Leaves for the tenant's own database, by the one login that reaches it, or with the owner's rights. */
    private void enter(TenantId tenant) throws SQLException {
        connection.close();
        String database = Place.databaseOf(tenant);
        connection = owner
                ? connect(
                        "room_provisioner",
                        Installation.environment().get("QUARKUS_DATASOURCE_PROVISIONER_PASSWORD"),
                        database)
                : connect(database, passwordOf(tenant), database);
        run("SET ROLE " + (owner ? "room_owner" : "room_app"));
    }

    private static String passwordOf(TenantId tenant) throws SQLException {
        MasterKey key = new MasterKey(() -> Optional.of(Installation.key("master-room-service.key")));
        try (Rows home = atHomeOf(tenant)) {
            byte[] sealed = (byte[]) home.one("SELECT sealed_password FROM databases");
            return new String(key.open(sealed, TenantDatabases.sealedFor(tenant)), StandardCharsets.UTF_8);
        }
    }

    /** Acts for a tenant from here on: on the same connection, unless the tenant has a database to itself. */
    public void act(TenantId tenant) throws SQLException {
        reach(tenant);
        actHere(tenant);
    }

    private void actHere(TenantId tenant) throws SQLException {
        one("SELECT set_config('app.tenant_id', ?, false)", tenant.uuid().toString());
    }

    public int run(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    public List<Object> list(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet found = statement.executeQuery()) {
            List<Object> all = new ArrayList<>();
            while (found.next()) {
                all.add(found.getObject(1));
            }
            return all;
        }
    }

    public Object one(String sql, Object... arguments) throws SQLException {
        return list(sql, arguments).getFirst();
    }

    public PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
