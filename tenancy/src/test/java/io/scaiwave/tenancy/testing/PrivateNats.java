package io.scaiwave.tenancy.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A NATS server with JetStream of the tests' own, that may be paused, killed and robbed of its store. */
public final class PrivateNats {

    private final Path folder = Programs.folder("nats");
    private final int port = Programs.freePort();
    private Process server;

    private PrivateNats() {
        server = launch();
    }

    public static PrivateNats start() {
        return new PrivateNats();
    }

    private Process launch() {
        Process started = Programs.launch(List.of(Programs.natsServer(), "-c", configuration()), folder.resolve("log"));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(this::greets);
        return started;
    }

    private String configuration() {
        try {
            return Files.writeString(folder.resolve("nats.conf"), """
                    listen: "127.0.0.1:%d"
                    jetstream: { store_dir: "%s", max_file_store: 1GB }
                    """.formatted(port, folder.resolve("store")))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean greets() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(500);
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** A file where credentials are expected; this server asks nobody who they are. */
    public Path credentials() {
        return folder.resolve("nats.conf");
    }

    public void kill() {
        server.destroyForcibly();
        Programs.awaitEnd(server);
    }

    public void restart() {
        server = launch();
    }

    /** As after the loss of a disk: the next start finds nothing. */
    public void wipe() {
        Programs.delete(folder.resolve("store"));
    }

    public void stop() {
        kill();
        Programs.delete(folder);
    }

    public void pause() {
        Programs.signal(server, "STOP");
    }

    public void resume() {
        Programs.signal(server, "CONT");
    }
}
