package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever leaves in the middle of a request leaves a line for those who look, and no word against the service. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ACallerThatLeavesTest {

    private static final Logger FORWARDER = Logger.getLogger("io.scaiwave.gateway.proxy.Forwarder");

    @Inject
    TenantDirectory directory;

    private final List<LogRecord> said = new CopyOnWriteArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            said.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private String token;

    @BeforeEach
    void listen() {
        token = DevTokens.user(Edge.know(Tenants.fresh(), directory), "alice");
        FORWARDER.setLevel(Level.FINE);
        FORWARDER.addHandler(ear);
    }

    @AfterEach
    void stop() {
        FORWARDER.removeHandler(ear);
        FORWARDER.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/rooms HTTP/1.1\r\nContent-Length: 50000",
                "POST /v1/rooms HTTP/1.1\r\nTransfer-Encoding: chunked",
                "GET /v1/rooms/held HTTP/1.1"
            })
    void isNoFailureOfAService(String request) throws IOException {
        for (boolean abruptly : List.of(false, true)) {
            said.clear();
            comeAndGo(request, abruptly);
            await().atMost(Duration.ofSeconds(60)).until(() -> !said.isEmpty());

            // Another's request after it: what was to be said has been said.
            assertThat(Edge.get(token, "/v1/rooms").statusCode()).isEqualTo(200);
            assertThat(said).allSatisfy(line -> {
                assertThat(line.getMessage()).contains("goes no further");
                assertThat(line.getLevel().intValue()).isLessThan(Level.INFO.intValue());
            });
        }
    }

    /** Leaves when the service has seen it. */
    private void comeAndGo(String request, boolean abruptly) throws IOException {
        String head = request + "\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        String size = request.contains("chunked") ? "9c40\r\n" : "";
        String body = request.startsWith("GET") ? "" : size + "x".repeat(30_000);
        long before = Edge.seenBehind();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Edge.port())) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            await().atMost(Duration.ofSeconds(60)).until(() -> Edge.seenBehind() > before);
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
        }
    }
}
