package io.scaiwave.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The real servers that {@code ./dev test} starts, and a peer that answers in the place of the other services. */
public final class Installation implements QuarkusTestResourceLifecycleManager {

    private static final Path HOME = Path.of(Objects.requireNonNull(
            System.getenv("SCAIWAVE_TEST_HOME"), "These tests need real servers: run them by ./dev test"));

    private static final List<String> OURS =
            List.of("QUARKUS_DATASOURCE", "QUARKUS_REDIS", "SCAIWAVE_NATS", "SCAIWAVE_INTERNAL", "SCAIWAVE_MASTER");

    private final Peer peer = new Peer();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        environment().forEach((name, value) -> {
            if (OURS.stream().anyMatch(name::startsWith) && !name.contains("ADMIN") && !name.contains("PUBLIC")) {
                settings.put(property(name), value);
            }
        });
        int port = peer.start();
        int own = freePort();
        settings.put("scaiwave.test.peer", Integer.toString(port));
        settings.put("scaiwave.dev-issuer.jwks", key("dev-issuer-jwks.json").toString());
        settings.put("scaiwave.gateway.peers.tenant-service", "http://127.0.0.1:" + port);
        settings.put("scaiwave.gateway.peers.room-service", "http://127.0.0.1:" + port);
        settings.put("scaiwave.directory.source", "http://127.0.0.1:" + port);
        settings.put("scaiwave.directory.poll", "0.1S");
        settings.put("scaiwave.gateway.peers.identity", "http://127.0.0.1:" + own);
        settings.put("quarkus.http.test-port", Integer.toString(own));
        settings.put("quarkus.management.test-port", "0");
        settings.put("scaiwave.gateway.upstream-connections", "32");
        settings.putAll(Tenants.OWN_LOGIN);
        settings.put("scaiwave.issuers.rotating.issuer", "https://rotating.example");
        settings.put("scaiwave.issuers.rotating.jwks-uri", "http://127.0.0.1:" + port + "/keys");
        settings.put("scaiwave.issuers.rotating.scope", "platform");
        settings.put("scaiwave.issuers.rotating.keys.refresh-after", "1S");
        settings.put("scaiwave.issuers.rotating.keys.stale-after", "2S");
        settings.put("scaiwave.issuers.rotating.keys.cooldown", "0.5S");
        settings.put("scaiwave.gateway.host", "0.0.0.0");
        settings.put("scaiwave.gateway.trusted-proxies", "127.9.0.0/16,fd00::/8");
        settings.put("scaiwave.gateway.limits.failed-authentications-per-minute", "200");
        settings.put("scaiwave.gateway.patience.head", "2S");
        settings.put("scaiwave.gateway.patience.body", "5S");
        settings.put("scaiwave.gateway.patience.reader", "2S");
        settings.put("scaiwave.gateway.port", Integer.toString(freePort()));
        return settings;
    }

    @Override
    public void stop() {
        peer.stop();
    }

    /** Names with a dash cannot be told from the environment's spelling alone. */
    private static String property(String name) {
        return switch (name) {
            case "SCAIWAVE_MASTER_KEY" -> "scaiwave.master.key";
            case "QUARKUS_DATASOURCE_REACTIVE_URL" -> "quarkus.datasource.reactive.url";
            case "QUARKUS_DATASOURCE_RELAY_REACTIVE_URL" -> "quarkus.datasource.relay.reactive.url";
            default -> name.toLowerCase(Locale.ROOT).replace('_', '.');
        };
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, String> environment() {
        try {
            Map<String, String> all = new HashMap<>();
            for (String line : Files.readAllLines(HOME.resolve("env.identity-gateway"))) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    all.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path key(String file) {
        return HOME.resolve("keys").resolve(file);
    }
}
