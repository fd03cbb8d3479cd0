package io.scaiwave.tenancy.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A Postgres of the tests' own, with the settings of production, that may be paused and killed. */
public final class PrivatePostgres {

    private final Path folder = Programs.unprivilegedFolder("postgres");
    private final String password = UUID.randomUUID().toString();
    private final int port = Programs.freePort();
    private Process server;

    private PrivatePostgres() {
        try {
            Path passwordFile = Files.writeString(folder.resolve("password"), password);
            Files.copy(
                    Programs.repository().resolve("deploy/postgres/postgresql.conf"),
                    folder.resolve("postgresql.conf"));
            Programs.run(Programs.unprivileged(List.of(
                    Programs.postgres("initdb"),
                    "--pgdata=" + folder.resolve("data"),
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server = launch();
    }

    public static PrivatePostgres start() {
        return new PrivatePostgres();
    }

    private Process launch() {
        // A killed process keeps what it wrote: only a power cut needs fsync.
        Process started = Programs.launch(
                Programs.unprivileged(List.of(
                        Programs.postgres("postgres"),
                        "-D",
                        folder.resolve("data").toString(),
                        "-c",
                        "config_file=" + folder.resolve("postgresql.conf"),
                        "-c",
                        "port=" + port,
                        "-c",
                        "fsync=off")),
                folder.resolve("log"));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try (Connection connection = admin("postgres")) {
                        return connection.isValid(1);
                    } catch (SQLException e) {
                        return false;
                    }
                });
        return started;
    }

    public int port() {
        return port;
    }

    public Connection admin(String database) throws SQLException {
        return connect(database, "postgres", password);
    }

    public Connection connect(String database, String user, String userPassword) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, userPassword);
    }

    /** The address of psql for the administrator. */
    String adminUrl(String database) {
        return "postgresql://postgres:" + password + "@127.0.0.1:" + port + "/" + database;
    }

    public void pause() {
        Programs.signal(server, "STOP");
    }

    public void resume() {
        Programs.signal(server, "CONT");
    }

    /** kill -9 of the server and all its children, and a start over the same files. */
    public void crashAndRestart() {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Programs.awaitEnd(server);
        await().atMost(Duration.ofSeconds(20)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        folder.resolve("data/postmaster.pid").toFile().delete();
        server = launch();
    }

    public void stop() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        Programs.awaitEnd(server);
        Programs.delete(folder);
    }
}
