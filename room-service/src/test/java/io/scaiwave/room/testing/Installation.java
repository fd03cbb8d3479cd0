package io.scaiwave.room.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.scaiwave.tenancy.testing.TestHome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The real servers that {@code ./dev test} starts, and what it tells room-service about them. */
public final class Installation implements QuarkusTestResourceLifecycleManager {

    /** Ports are left out: tests take free ones. */
    private static final List<String> OURS = List.of(
            "QUARKUS_DATASOURCE",
            "SCAIWAVE_NATS_URL",
            "SCAIWAVE_NATS_CREDENTIALS",
            "SCAIWAVE_INTERNAL",
            "SCAIWAVE_MASTER",
            "SCAIWAVE_DIRECTORY");

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        environment().forEach((name, value) -> {
            if (OURS.stream().anyMatch(name::startsWith)) {
                settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return settings;
    }

    @Override
    public void stop() {}

    public static Map<String, String> environment() {
        return TestHome.environment("room-service");
    }

    public static Map<String, String> secrets() {
        return TestHome.secrets();
    }

    public static Path key(String file) {
        return TestHome.key(file);
    }
}
