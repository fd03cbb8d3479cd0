package io.scaiwave.room.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The real servers that {@code ./dev test} starts, and what it tells room-service about them. */
public final class Installation implements QuarkusTestResourceLifecycleManager {

    private static final Path HOME = Path.of(Objects.requireNonNull(
            System.getenv("SCAIWAVE_TEST_HOME"), "These tests need real servers: run them by ./dev test room-service"));

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
        return lines(HOME.resolve("env.room-service"));
    }

    public static Map<String, String> secrets() {
        return lines(HOME.resolve("secrets"));
    }

    public static Path key(String file) {
        return HOME.resolve("keys").resolve(file);
    }

    private static Map<String, String> lines(Path file) {
        try {
            Map<String, String> all = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    all.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
