package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** what operators look at is on ports of its own; the public one does not know that it exists. */
class ManagementStaysInsideST {

    private final Installation installation = Installation.shared();

    static Stream<String> pages() {
        return Stream.of(
                "/q",
                "/q/",
                "/q/health",
                "/q/health/ready",
                "/q/health/live",
                "/q/metrics",
                "/q/info",
                "/q/config",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/dev",
                "/q/dev-ui",
                "/q/dev-v1/",
                "/q/arc",
                "/q/heapdump",
                "/metrics",
                "/health",
                "/actuator",
                "/actuator/heapdump",
                "/debug/pprof",
                "/jolokia",
                "/internal/openapi",
                "/internal/v1/directory",
                "/internal",
                "/v1/q/metrics",
                "/docs/q/metrics",
                "/t/acme/q/metrics",
                "/t/acme/internal/v1/directory");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nobodyReachesThemByThePublicPort(String page) {
        for (Api caller : List.of(
                installation.anonymous(), installation.as(installation.tokens().superAdmin()))) {
            Api.Answer answer = caller.get(page);

            assertThat(answer.status()).as(answer.body()).isIn(400, 401, 404);
            assertThat(answer.body())
                    .doesNotContain("jvm_", "\"status\": \"UP\"", "\"checks\"", "swagger-ui-bundle", "epoch");
        }
    }

    /** Spellings that something on the way might read as another address, sent as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//q/metrics", "/v1/../q/metrics", "/v1/rooms/../../q/metrics", "/%71/metrics", "/q%2Fmetrics",
                "/v1/%2e%2e/q/metrics", "/docs/..;/q/metrics", "/docs/%2e%2e/q/metrics", "/./q/metrics", "/q/metrics;x",
                "\\q\\metrics", "/docs/..%5cq%5cmetrics", "/openapi.json/../q/metrics", "/Q/metrics", "/q/metrics%00",
                "http://127.0.0.1/q/metrics", "http://localhost:9000/q/metrics", "*", "q/metrics"
            })
    void norByAnotherSpelling(String target) throws IOException {
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|401|404) .*").doesNotContain("jvm_", "\"checks\"");
    }

    @Test
    void aHostHeaderOfAManagementPortChangesNothing() throws IOException {
        for (int offset : List.of(11, 12, 14)) {
            String answer = raw("GET /q/metrics HTTP/1.1\r\nHost: 127.0.0.1:" + (installation.portBase() + offset)
                    + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("jvm_");
        }
    }

    /** They are there: what the other cases look for would be seen. */
    @Test
    void operatorsFindThemOnTheirOwnPorts() throws IOException {
        for (int offset : List.of(11, 12, 14)) {
            assertThat(raw(offset, "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("jvm_");
            assertThat(raw(offset, "GET /q/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .contains("\"checks\"");
        }
    }

    /** Not even from inside do a service's own ports show what belongs to its management port. */
    @Test
    void theServicesOwnPortsDoNotHaveThemEither() throws IOException {
        for (int offset : List.of(1, 2, 4)) {
            assertThat(raw(offset, "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 404");
        }
    }

    private String raw(String request) throws IOException {
        return raw(0, request);
    }

    private String raw(int offset, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), installation.portBase() + offset)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
