package io.scaiwave.tenant.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.scaiwave.tenancy.testing.TestHome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The real servers that {@code ./dev test} starts, what tenant-service is told of them, and a placing peer. */
public final class Installation implements QuarkusTestResourceLifecycleManager {

    public static final String PARTNER_ISSUER = "https://idp.internal-partner.example";

    /** Ports are left out: tests take free ones. */
    private static final List<String> OURS =
            List.of("QUARKUS_DATASOURCE", "SCAIWAVE_NATS", "SCAIWAVE_INTERNAL", "SCAIWAVE_MASTER");

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        environment().forEach((name, value) -> {
            if (OURS.stream().anyMatch(name::startsWith) && !name.contains("ADMIN")) {
                settings.put(property(name), value);
            }
        });
        settings.put("scaiwave.tenant.operations.attempts", "3");
        settings.put("scaiwave.tenant.operations.backoff", "50MS");
        settings.put("scaiwave.tenant.partner-issuers.own.issuer", PARTNER_ISSUER);
        settings.put("scaiwave.tenant.partner-issuers.own.partner", Callers.INTERNAL.wire());
        settings.put("scaiwave.room-service.url", PlacingPeer.start().address());
        return settings;
    }

    @Override
    public void stop() {
        PlacingPeer.stop();
    }

    /** Names with a dash cannot be told from the environment's spelling alone. */
    private static String property(String name) {
        return switch (name) {
            case "SCAIWAVE_NATS_PUBLIC_URL" -> "scaiwave.nats.public-url";
            case "SCAIWAVE_NATS_OPERATOR_SEED" -> "scaiwave.nats.operator-seed";
            case "SCAIWAVE_NATS_SYSTEM_CREDENTIALS" -> "scaiwave.nats.system-credentials";
            case "SCAIWAVE_NATS_PLATFORM_ACCOUNT" -> "scaiwave.nats.platform-account";
            case "QUARKUS_DATASOURCE_REACTIVE_URL" -> "quarkus.datasource.reactive.url";
            case "QUARKUS_DATASOURCE_RELAY_REACTIVE_URL" -> "quarkus.datasource.relay.reactive.url";
            default -> name.toLowerCase(Locale.ROOT).replace('_', '.');
        };
    }

    public static Map<String, String> environment() {
        return TestHome.environment("tenant-service");
    }

    public static Map<String, String> secrets() {
        return TestHome.secrets();
    }

    public static Path key(String file) {
        return TestHome.key(file);
    }
}
