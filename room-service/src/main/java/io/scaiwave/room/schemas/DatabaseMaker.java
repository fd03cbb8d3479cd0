package io.scaiwave.room.schemas;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.FenceLock;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.db.TenantDatabases;
import io.scaiwave.tenancy.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.postgresql.util.PasswordUtil;

/**
 * Makes and removes databases of single tenants, by copying the template. Creating one is a transaction of its own, so
 * each step finds what an earlier attempt has left; the record at home comes last, and nobody enters before it.
 */
@ApplicationScoped
class DatabaseMaker {

    private static final int PASSWORD_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String RECORD =
            "INSERT INTO databases (tenant_id, region, host, port, name, sealed_password) VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (tenant_id) DO UPDATE SET region = excluded.region, host = excluded.host,"
                    + " port = excluded.port, name = excluded.name, sealed_password = excluded.sealed_password";

    private final AgroalDataSource connections;
    private final ProvisionerServer server;
    private final MasterKey key;

    DatabaseMaker(@DataSource("provisioner") AgroalDataSource connections, ProvisionerServer server, MasterKey key) {
        this.connections = connections;
        this.server = server;
        this.key = key;
    }

    /** Leaves alone what is whole. The database has an open fence of the tenant, and a record at home. */
    void make(TenantContext tenant) throws SQLException {
        String name = Place.databaseOf(tenant.tenantId());
        String password = password();
        alone(tenant.tenantId(), statement -> {
            if (isOnRecord(statement, tenant.tenantId())) {
                return;
            }
            statement.execute("CALL " + Provisioner.SERVICE + "_places.make_login('"
                    + tenant.tenantId().uuid() + "', '" + PasswordUtil.encodeScramSha256(password.toCharArray())
                    + "')");
            copyTemplate(statement, name);
            openInside(tenant.tenantId(), name);
            record(statement.getConnection(), tenant, password);
        });
    }

    /** Sends away who is inside. */
    void remove(TenantId tenant) throws SQLException {
        String name = Place.databaseOf(tenant);
        alone(tenant, statement -> {
            asOwnerFor(
                    statement.getConnection(),
                    tenant,
                    owner -> owner.execute("DELETE FROM databases WHERE tenant_id = '" + tenant.uuid() + "'"));
            if (isThere(statement, "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
                statement.execute(routine("dismiss", tenant));
                statement.execute("DROP DATABASE " + name);
            }
            statement.execute(routine("take_back_login", tenant));
        });
    }

    private static String routine(String name, TenantId tenant) {
        return "CALL " + Provisioner.SERVICE + "_places." + name + "('" + tenant.uuid() + "')";
    }

    /** Whether a database is there that has rooms. */
    boolean hasRooms(TenantId tenant) throws SQLException {
        String name = Place.databaseOf(tenant);
        try (Connection home = connections.getConnection();
                Statement statement = home.createStatement()) {
            if (!isThere(statement, "SELECT FROM pg_database WHERE datname = '" + name + "' AND datallowconn")) {
                return false;
            }
        }
        try (Connection inside = server.connect(name)) {
            boolean[] found = {false};
            asOwnerFor(inside, tenant, owner -> found[0] = isThere(owner, "SELECT FROM rooms"));
            return found[0];
        }
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    /** One at a time for each tenant; the lock belongs to the session, since databases are made outside of transactions. */
    private void alone(TenantId tenant, Work work) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + FenceLock.key(tenant) + ")");
            try {
                work.on(statement);
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + FenceLock.key(tenant) + ")");
            }
        }
    }

    /** In a transaction as the owner of the tables, who sees rows of a tenant in its name only. */
    private static void asOwnerFor(Connection connection, TenantId tenant, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE " + Provisioner.SERVICE + "_owner");
            statement.execute("SET LOCAL search_path = " + Provisioner.SERVICE);
            statement.execute("SET LOCAL app.tenant_id = '" + tenant.uuid() + "'");
            work.on(statement);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean isOnRecord(Statement statement, TenantId tenant) throws SQLException {
        boolean[] found = {false};
        asOwnerFor(
                statement.getConnection(),
                tenant,
                owner -> found[0] = isThere(owner, "SELECT FROM databases WHERE tenant_id = '" + tenant.uuid() + "'"));
        return found[0];
    }

    private static boolean isThere(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    /** Closed to everybody until it is closed to all but its own. */
    private static void copyTemplate(Statement statement, String name) throws SQLException {
        if (!isThere(statement, "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + Provisioner.SERVICE
                    + "_template ALLOW_CONNECTIONS false");
        }
        statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + name + ", " + Provisioner.SERVICE + "_relay, "
                + Provisioner.SERVICE + "_owner");
        statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    private void openInside(TenantId tenant, String name) throws SQLException {
        try (Connection inside = server.connect(name)) {
            asOwnerFor(
                    inside,
                    tenant,
                    owner -> owner.execute("INSERT INTO fences (tenant_id, level, state) VALUES ('" + tenant.uuid()
                            + "', 'database', 'open') ON CONFLICT DO NOTHING"));
        }
    }

    private void record(Connection home, TenantContext tenant, String password) throws SQLException {
        TenantId id = tenant.tenantId();
        byte[] sealed = key.seal(password.getBytes(StandardCharsets.UTF_8), TenantDatabases.sealedFor(id));
        asOwnerFor(home, id, owner -> {
            try (PreparedStatement insert = home.prepareStatement(RECORD)) {
                insert.setObject(1, id.uuid());
                insert.setString(2, tenant.dataRegion());
                insert.setString(3, server.host());
                insert.setInt(4, server.port());
                insert.setString(5, Place.databaseOf(id));
                insert.setBytes(6, sealed);
                insert.executeUpdate();
            }
        });
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
