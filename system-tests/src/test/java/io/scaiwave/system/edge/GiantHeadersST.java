package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** G-18: heads that are too large are refused and cost nothing that stays. */
class GiantHeadersST {

    private static final int ROUNDS = 100;
    private static final long MOST_GROWTH_KB = 120_000;

    private final Installation installation = Installation.shared();
    private final Wire wire = new Wire(installation.portBase());

    @Test
    void areRefusedAndLeaveNoMemoryBehind() throws IOException {
        String line = "GET /v1/me HTTP/1.1\r\nHost: a.example\r\n";
        StringBuilder many = new StringBuilder(line);
        for (int i = 0; i < 1_000; i++) {
            many.append("X-").append(i).append(": 1\r\n");
        }
        long before = residentKb();

        for (int i = 0; i < ROUNDS; i++) {
            refused(line + "Authorization: Bearer " + "a".repeat(20_000) + "\r\n\r\n");
            refused(line + "Authorization: Bearer " + "a".repeat(64_000) + "\r\n\r\n");
            refused(line + "Authorization: Bearer " + "a".repeat(1_000_000) + "\r\n\r\n");
            refused(many + "\r\n");
        }

        assertThat(installation.anonymous().get("/v1/me").status()).isEqualTo(401);
        assertThat(residentKb() - before).isLessThan(MOST_GROWTH_KB);
    }

    private void refused(String request) {
        assertThat(Wire.status(wire.send(request.replaceFirst("\r\n", "\r\nConnection: close\r\n"))))
                .isIn(0, 400, 431);
    }

    private long residentKb() throws IOException {
        Path status = Path.of("/proc", String.valueOf(installation.pid("identity-gateway")), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
