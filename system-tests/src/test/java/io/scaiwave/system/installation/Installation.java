package io.scaiwave.system.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One whole installation for all system tests, started by {@code ./dev up} and removed when the tests end. */
public final class Installation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Installation SHARED = start();

    private final int portBase;
    private final Tokens tokens;

    private Installation(int portBase) {
        this.portBase = portBase;
        this.tokens = new Tokens(home().resolve("keys/dev-issuer.jwk"));
    }

    public static Installation shared() {
        return SHARED;
    }

    /** A running installation may be named, to try single tests against it without waiting for its start. */
    private static Installation start() {
        String named = System.getenv("SCAIWAVE_SYSTEM_TESTS_PORT_BASE");
        if (named != null) {
            return new Installation(Integer.parseInt(named));
        }
        int portBase = IntStream.iterate(27_000, base -> base < 31_000, base -> base + 40)
                .filter(base -> IntStream.rangeClosed(0, 23).noneMatch(offset -> isTaken(base + offset)))
                .findFirst()
                .orElseThrow();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> DevCommand.run(portBase, "reset")));
        DevCommand.run(portBase, "up", "--detach");
        return new Installation(portBase);
    }

    private static boolean isTaken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int portBase() {
        return portBase;
    }

    /** Its folder with keys, logs and the environment of its services. */
    public Path home() {
        return DevCommand.root().resolve(".dev").resolve(String.valueOf(portBase));
    }

    public Tokens tokens() {
        return tokens;
    }

    public Api as(String token) {
        return new Api(address(), token);
    }

    public Api anonymous() {
        return new Api(address(), null);
    }

    public String address() {
        return "http://127.0.0.1:" + portBase;
    }

    public String natsUrl() {
        return "nats://127.0.0.1:" + (portBase + 22);
    }

    public JsonNode status() {
        try {
            return JSON.readTree(DevCommand.run(portBase, "status", "--json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public long pid(String service) {
        return status().path("services").path(service).path("pid").asLong();
    }

    /** {@code kill -9}; returns when the process is gone. */
    public void kill(String service) {
        ProcessHandle process = ProcessHandle.of(pid(service)).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Starts a service that is down, and no other; whoever closes it ends it. */
    public LoneService startAlone(String service) {
        return LoneService.start(home(), service);
    }

    public void killServer(String server) {
        DevCommand.run(portBase, "servers", "kill", server);
    }

    public void startServer(String server) {
        DevCommand.run(portBase, "servers", "up", server);
    }

    /** Starts whatever is not running and returns when all is ready. */
    public void up() {
        DevCommand.run(portBase, "up", "--detach");
    }

    /** The database as its administrator, past all walls. */
    public Connection database() throws SQLException {
        return database("scaiwave");
    }

    public Connection database(String name) throws SQLException {
        URI address = URI.create(environment().get("SCAIWAVE_POSTGRES_ADMIN_URL"));
        String[] user = address.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + "/" + name, user[0], user[1]);
    }

    /** Whether a service says so itself; one that does not answer is not. */
    public boolean isReady(String service) {
        return health(service, "ready") == 200;
    }

    /** The status of {@code live} or {@code ready}; 0 when nobody answers. */
    public int health(String service, String which) {
        try {
            return new Api(managementAddress(service), null)
                    .get("/q/health/" + which)
                    .status();
        } catch (UncheckedIOException gone) {
            return 0;
        }
    }

    /** The sum of a metric over all its labels. */
    public double metric(String service, String name) {
        return new Api(managementAddress(service), null)
                .get("/q/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public String managementAddress(String service) {
        int offset =
                switch (service) {
                    case "tenant-service" -> 11;
                    case "identity-gateway" -> 12;
                    case "room-service" -> 14;
                    default -> throw new IllegalArgumentException(service);
                };
        return "http://127.0.0.1:" + (portBase + offset);
    }

    /** What services get by environment, for example {@code SCAIWAVE_POSTGRES_ADMIN_URL}. */
    public Map<String, String> environment() {
        try {
            return Files.readAllLines(home().resolve("env")).stream()
                    .filter(line -> line.contains("="))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
