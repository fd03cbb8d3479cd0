package io.scaiwave.tenancy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What {@code ./dev test} has written down about the real servers it started. */
public final class TestHome {

    private static final Path HOME = Path.of(Objects.requireNonNull(
            System.getenv("SCAIWAVE_TEST_HOME"), "These tests need real servers: run them by ./dev test"));

    private TestHome() {}

    /** What the service gets by environment. */
    public static Map<String, String> environment(String service) {
        return lines(HOME.resolve("env." + service));
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
