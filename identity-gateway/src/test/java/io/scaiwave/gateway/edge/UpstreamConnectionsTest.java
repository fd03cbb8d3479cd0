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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One tenant's requests cannot take the way to the services from the others. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class UpstreamConnectionsTest {

    private static final int PER_LOOP = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    TenantDirectory directory;

    private final List<Socket> open = new ArrayList<>();

    private String token(String subject) {
        return DevTokens.user(Edge.know(Tenants.fresh(), directory), subject);
    }

    @AfterEach
    void letGo() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        Edge.releaseBehind();
        await().atMost(PATIENCE).until(() -> Edge.heldBehind()[0] == 0);
    }

    private Socket send(String path, String token, String more) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Edge.port());
        open.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\n" + more
                                + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String head(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            head.append(line).append('\n');
            line = in.readLine();
        }
        return head.toString();
    }

    @ParameterizedTest
    @CsvSource({"/v1/rooms, 200", "/v1/stream?say=no, 403"})
    void anUpgradeThatIsDeclinedLeavesNoConnection(String path, int status) throws IOException {
        String token = token("viewer");
        long before = Edge.heldBehind()[1];

        for (int i = 0; i < 200; i++) {
            try (Socket socket = send(path, token, """
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                    """)) {
                assertThat(head(socket)).as("upgrade %d", i).startsWith("HTTP/1.1 " + status);
            }
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Edge.heldBehind()[1])
                .as("connections to the services")
                .isLessThanOrEqualTo(before + PER_LOOP / 2));
        assertThat(Edge.get(token, "/v1/rooms").statusCode()).isEqualTo(200);
    }

    @Test
    void aTenantThatTakesItsWholeShareDelaysNobodyElse() throws IOException {
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16);
        int asked = PER_LOOP * loops + 8;
        String greedy = token("greedy");
        String other = token("other");

        List<Socket> sent = new ArrayList<>();
        for (int i = 0; i < asked; i++) {
            sent.add(send("/v1/rooms/held", greedy, ""));
        }
        await().atMost(PATIENCE)
                .until(() -> Edge.heldBehind()[0] + answered(sent).size() == asked);

        assertThat(Edge.heldBehind()[0]).isBetween(1L, (long) PER_LOOP / 4 * loops);
        for (Socket refused : answered(sent)) {
            assertThat(head(refused)).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: 1\n");
        }
        for (int i = 0; i < 4 * loops; i++) {
            assertThat(head(send("/v1/rooms", other, ""))).startsWith("HTTP/1.1 200");
        }

        Edge.releaseBehind();
        await().atMost(PATIENCE).until(() -> Edge.get(greedy, "/v1/rooms").statusCode() == 200);
    }

    private static List<Socket> answered(List<Socket> sent) throws IOException {
        List<Socket> answered = new ArrayList<>();
        for (Socket socket : sent) {
            if (socket.getInputStream().available() > 0) {
                answered.add(socket);
            }
        }
        return answered;
    }
}
