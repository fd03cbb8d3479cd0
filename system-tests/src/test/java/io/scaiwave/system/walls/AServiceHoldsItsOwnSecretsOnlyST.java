package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever takes over a service's process finds in its environment what that service needs, and nobody else's. */
class AServiceHoldsItsOwnSecretsOnlyST {

    private final Installation installation = Installation.shared();

    @ParameterizedTest
    @CsvSource({"tenant-service, TENANT", "identity-gateway, IDENTITY", "room-service, ROOM"})
    void inItsEnvironment(String service, String schema) throws IOException {
        List<String> environment = List.of(Files.readString(
                        Path.of("/proc", Long.toString(installation.pid(service)), "environ"),
                        StandardCharsets.ISO_8859_1)
                .split("\0"));
        Map<String, String> known = KnownSecrets.of(installation);

        Set<String> held = known.entrySet().stream()
                .filter(secret -> environment.stream().anyMatch(line -> line.contains(secret.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        String own = "SCAIWAVE_DB_" + schema;
        assertThat(held)
                .contains(own + "_APP_PASSWORD", own + "_RELAY_PASSWORD")
                .allSatisfy(name -> assertThat(name)
                        .doesNotContain("OWNER", "ADMIN")
                        .matches("REDIS_PASSWORD|" + own + "_.*_PASSWORD"));
        assertThat(environment).noneMatch(line -> line.contains("_ADMIN_"));
    }
}
