package io.scaiwave.tenancy.testing;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A database with the roles and the schema of one imaginary service, made by the same files as in production: owner,
 * app, relay and provisioner role of {@code library}, and the shared migrations.
 */
public final class TestSchema {

    public static final String NAME = "library";
    private static final String PASSWORD = "for-tests-on-loopback-only";

    private final PrivatePostgres postgres;
    private final String database;

    private TestSchema(PrivatePostgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    /** Makes the database {@code scaiwave} with the shared tables. */
    public static TestSchema make(PrivatePostgres postgres) {
        Path deploy = Programs.repository().resolve("deploy/postgres");
        psql(postgres, "postgres", List.of("-f", deploy.resolve("database.sql").toString()));
        psql(
                postgres,
                "scaiwave",
                List.of(
                        "-v", "service=" + NAME,
                        "-v", "owner_password=" + PASSWORD,
                        "-v", "app_password=" + PASSWORD,
                        "-v", "relay_password=" + PASSWORD,
                        "-v", "provisioner_password=" + PASSWORD,
                        "-f", deploy.resolve("roles.sql").toString(),
                        "-f", deploy.resolve("provisioner.sql").toString(),
                        "-f", deploy.resolve("places.sql").toString()));
        return new TestSchema(postgres, "scaiwave").migrated();
    }

    /** The database that those of single tenants are copied from. */
    public TestSchema template() {
        Path file = Programs.repository().resolve("deploy/postgres/template.sql");
        psql(postgres, "postgres", List.of("-v", "service=" + NAME, "-f", file.toString()));
        return new TestSchema(postgres, NAME + "_template").migrated();
    }

    /** The same roles in another database of the server. */
    public TestSchema in(String other) {
        return new TestSchema(postgres, other);
    }

    private TestSchema migrated() {
        for (String folder : List.of("db/tenancy", "db/directory", "db/fences")) {
            migrations(folder).forEach(this::asOwner);
        }
        return this;
    }

    private static void psql(PrivatePostgres postgres, String database, List<String> arguments) {
        Programs.run(Stream.concat(
                        Stream.of(Programs.postgres("psql"), "-X", "-q", "-d", postgres.adminUrl(database)),
                        arguments.stream())
                .toList());
    }

    private static List<String> migrations(String folder) {
        Path files = Programs.repository().resolve("tenancy/src/main/resources").resolve(folder);
        try (Stream<Path> all = Files.list(files)) {
            return all.sorted().map(TestSchema::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("${service}", NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements as the owner role, in the service's schema. */
    public void asOwner(String sql) {
        try (Connection owner = owner()) {
            run(owner, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements past all walls, to plant and to look. */
    public void asAdmin(String sql) {
        try (Connection admin = admin()) {
            run(admin, "SET search_path = " + NAME);
            run(admin, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One statement past all walls, outside of any transaction. */
    public void statement(String sql) {
        try (Connection admin = admin()) {
            run(admin, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection admin() throws SQLException {
        return postgres.admin(database);
    }

    public Connection owner() throws SQLException {
        Connection owner = postgres.connect(database, NAME + "_owner", PASSWORD);
        run(owner, "SET search_path = " + NAME);
        return owner;
    }

    public Connection login(String role, String password) throws SQLException {
        return postgres.connect(database, role, password);
    }

    public Connection app() throws SQLException {
        return postgres.connect(database, NAME + "_app", PASSWORD);
    }

    public Connection provisioner() throws SQLException {
        return postgres.connect(database, NAME + "_provisioner", PASSWORD);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A pool of the app's role, as the services have it. */
    public Pool appPool(Vertx vertx, int size) {
        return appPool(vertx, size, postgres.port());
    }

    /** By way of something that listens on that port and passes on to the server. */
    public Pool appPool(Vertx vertx, int size, int port) {
        return pool(vertx, "app", size, port);
    }

    public Pool relayPool(Vertx vertx, int size) {
        return pool(vertx, "relay", size, postgres.port());
    }

    /** With the relay's name and password. */
    public <T> T relayLogin(BiFunction<String, String, T> login) {
        return login.apply(NAME + "_relay", PASSWORD);
    }

    private Pool pool(Vertx vertx, String role, int size, int port) {
        return pool(vertx, options(role, port).setCachePreparedStatements(true), size);
    }

    /** A pool of the app's role through a pooler, set as its documentation says: no statement is kept by name. */
    public Pool appPoolBehind(PrivatePgBouncer pooler, Vertx vertx, int size) {
        return pool(vertx, options("app", pooler.port()).setUseLayer7Proxy(true), size);
    }

    private PgConnectOptions options(String role, int port) {
        return new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase(database)
                .setUser(NAME + "_" + role)
                .setPassword(PASSWORD);
    }

    private static Pool pool(Vertx vertx, PgConnectOptions options, int size) {
        return io.vertx.mutiny.pgclient.PgPool.pool(vertx, options, new PoolOptions().setMaxSize(size));
    }

    /** The address of the database for JDBC, without credentials. */
    public String address() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database;
    }

    /** The one password of all its roles. */
    public static String password() {
        return PASSWORD;
    }

    public int port() {
        return postgres.port();
    }

    /** The roles a pooler may pass on, in the form of its file. */
    String pgBouncerUsers() {
        return "\"%1$s_app\" \"%2$s\"\n\"%1$s_relay\" \"%2$s\"\n".formatted(NAME, PASSWORD);
    }
}
