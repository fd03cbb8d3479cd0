package io.scaiwave.room.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A NATS server of this test's own, with the installation's accounts, that may be killed and started again. */
public final class OwnNats implements QuarkusTestResourceLifecycleManager {

    private static volatile OwnNats running = new OwnNats();

    private Process process;
    private Path folder;
    private int port;

    public static OwnNats running() {
        return running;
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("own-nats");
            port = freePort();
            Path home = Path.of(System.getenv("SCAIWAVE_TEST_HOME"), "nats");
            Files.copy(home.resolve("accounts.conf"), folder.resolve("accounts.conf"));
            Files.createDirectory(folder.resolve("jwt"));
            String config = Files.readString(home.resolve("nats.conf"))
                    .replaceAll("listen: .*", "listen: \"127.0.0.1:" + port + "\"")
                    .replaceAll("(?m)^http: .*$", "")
                    .replace(home.toString(), folder.toString());
            Files.writeString(folder.resolve("nats.conf"), config);
            revive();
        } catch (IOException e) {
            throw new IllegalStateException("No NATS server of one's own", e);
        }
        running = this;
        return Map.of("scaiwave.nats.url", url());
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    public void revive() throws IOException {
        process = new ProcessBuilder(
                        program(), "-c", folder.resolve("nats.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** As kill -9. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        if (process != null) {
            kill();
        }
        delete(folder.toFile());
    }

    private static String program() {
        File own = Path.of(System.getenv("SCAIWAVE_TEST_HOME"), "..", "tools", "nats-server")
                .toFile();
        return own.canExecute() ? own.getPath() : "nats-server";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(File file) {
        for (File inside : Objects.requireNonNullElse(file.listFiles(), new File[0])) {
            delete(inside);
        }
        boolean ignored = file.delete();
    }
}
