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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G-25: a service that answers before it has read a request leaves nothing of it to whoever comes next. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EarlyAnswersTest {

    private static final int BODY = 3_000;
    private static final int AT_ONCE = 6;

    @Inject
    TenantDirectory directory;

    private String attacker;
    private String victim;

    @BeforeEach
    void twoTenants() {
        attacker = DevTokens.user(Edge.know(Tenants.fresh(), directory), "mallory");
        victim = DevTokens.user(Edge.know(Tenants.fresh(), directory), "alice");
    }

    private String head(String line, String more) {
        return line + " HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + attacker + "\r\n" + more + "\r\n";
    }

    /** A connection whose request was answered when only the beginning of its body was there. */
    private Socket answeredEarly() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Edge.port());
        socket.setSoTimeout(20_000);
        send(socket, head("POST /v1/rooms/early", "Content-Length: " + BODY + "\r\n") + "x".repeat(AT_ONCE));
        assertThat(read(socket, "early")).contains(" 409 ");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String read(Socket socket, String until) throws IOException {
        StringBuilder all = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (all.indexOf(until) < 0) {
            int next = in.read();
            assertThat(next).as("the end came after: %s", all).isNotNegative();
            all.append((char) next);
        }
        return all.toString();
    }

    @Test
    void whatOneCallerStillOwesIsNotTakenFromTheNext() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (Socket owing = answeredEarly()) {
                send(owing, "y".repeat(BODY - AT_ONCE));
                for (int turn = 0; turn < 4; turn++) {
                    String path = "/v1/rooms/mine-" + i + "-" + turn;
                    HttpResponse<String> answer = Edge.get(victim, path);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(Edge.json(answer).getString("uri")).isEqualTo(path);
                }
            }
        }
    }

    @Test
    void theSameConnectionGoesOnWhenItsBodyIsAtAnEnd() throws IOException {
        try (Socket owing = answeredEarly()) {
            send(owing, "y".repeat(BODY - AT_ONCE) + head("GET /v1/rooms/after", ""));

            assertThat(read(owing, "body_length")).contains("/v1/rooms/after");
        }
    }

    @Test
    void whoLeavesInTheMiddleHoldsNoConnectionToTheService() throws IOException {
        long before = Edge.heldBehind()[1];

        for (int i = 0; i < 20; i++) {
            answeredEarly().close();
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Edge.heldBehind()[1]).isLessThanOrEqualTo(before + 3));
    }

    @Test
    void nothingBehindABodyThatIsTooLargeIsServed() throws IOException {
        long before = Edge.seenBehind();
        int tooLarge = 1_500_000;

        String answer = Edge.raw(head("POST /v1/rooms/large", "Content-Length: " + tooLarge + "\r\n")
                + "x".repeat(tooLarge)
                + head("GET /v1/rooms/behind", ""));

        assertThat(answer).contains(" 413 ").doesNotContain("/v1/rooms/behind");
        assertThat(Edge.get(victim, "/v1/rooms/after").statusCode()).isEqualTo(200);
        assertThat(Edge.seenBehind() - before).isEqualTo(1);
    }

    @Test
    void aBodyThatBeginsWithABlankBelongsToTheRequestBehindAnEmptyLine() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Edge.port())) {
            socket.setSoTimeout(20_000);
            send(socket, "\r\n" + head("POST /v1/rooms/blank", "Content-Length: 5\r\nExpect: 100-continue\r\n"));
            assertThat(read(socket, "\r\n\r\n")).contains("100 Continue");

            send(socket, " abcd");

            assertThat(read(socket, "\"body_length\":5")).contains("/v1/rooms/blank");
        }
    }
}
