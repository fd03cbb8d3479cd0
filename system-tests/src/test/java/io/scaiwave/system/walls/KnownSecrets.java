package io.scaiwave.system.walls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.system.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every secret that the installation itself has, by a name that may be printed. */
final class KnownSecrets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "k");

    private KnownSecrets() {}

    static Map<String, String> of(Installation installation) {
        Map<String, String> found = new TreeMap<>();
        for (String line : lines(installation.home().resolve("secrets"))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        try (Stream<Path> keys = Files.list(installation.home().resolve("keys"))) {
            keys.forEach(file -> read(file, found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void read(Path file, Map<String, String> found) {
        String name = file.getFileName().toString();
        if (name.endsWith(".jwk")) {
            PRIVATE_MEMBERS.forEach(member -> {
                JsonNode value = json(file).path(member);
                if (value.isTextual()) {
                    found.put(name + " " + member, value.asText());
                }
            });
        } else if (name.startsWith("master-")) {
            found.put(name, String.join("", lines(file)).strip());
        } else if (name.endsWith(".nk") || name.endsWith(".creds")) {
            lines(file).stream()
                    .map(String::strip)
                    .filter(SecretScan::isSeed)
                    .forEach(seed -> found.put(name + " seed", seed));
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
