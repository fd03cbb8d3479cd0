package io.scaiwave.tenancy.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A PgBouncer in transaction mode in front of the tests' Postgres, with a single server connection for each role. */
public final class PrivatePgBouncer implements AutoCloseable {

    private final Path folder = Programs.folder("pgbouncer");
    private final int port = Programs.freePort();
    private final Process server;

    private PrivatePgBouncer(TestSchema schema) {
        try {
            Path users = Files.writeString(folder.resolve("users.txt"), schema.pgBouncerUsers());
            Path configuration = Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = scram-sha-256
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = 1
                    max_db_connections = 1
                    ignore_startup_parameters = extra_float_digits, search_path
                    %s
                    """.formatted(
                            schema.port(), port, users, Programs.isRoot() ? "user = nobody" : ""));
            server = Programs.launch(List.of(Programs.pgBouncer(), configuration.toString()), folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(this::listens);
    }

    public static PrivatePgBouncer before(TestSchema schema) {
        return new PrivatePgBouncer(schema);
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.destroyForcibly();
        Programs.awaitEnd(server);
        Programs.delete(folder);
    }
}
