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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests sent before the answers to those before them: one after the other, and nothing left of those cut off. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PipelinedRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern REQUEST_ID = Pattern.compile("(?i)x-request-id: (\\S+)");

    @Inject
    TenantDirectory directory;

    @Inject
    Traffic traffic;

    private String token;

    @BeforeEach
    void user() {
        token = DevTokens.user(Edge.know(Tenants.fresh(), directory), "alice");
        await().atMost(PATIENCE).until(() -> traffic.underWay() == 0);
    }

    private String request(String line, String id, String more) {
        return line + " HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\nX-Request-ID: " + id
                + "\r\n" + more + "\r\n";
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Edge.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Until the gateway closes. */
    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static List<String> requestIds(String answers) {
        return REQUEST_ID
                .matcher(answers)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50_000, 400_000})
    void areAnsweredInTheirOrderHoweverMuchIsSentAhead(int bytes) throws Exception {
        String body = "x".repeat(bytes);
        long held = Edge.heldBehind()[0];
        try (Socket socket = connect()) {
            write(socket, request("GET /v1/rooms/held", "pipelined-1", ""));
            await().atMost(PATIENCE).until(() -> Edge.heldBehind()[0] > held);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    write(socket, request("POST /v1/rooms", "pipelined-2", "Content-Length: " + bytes + "\r\n") + body);
                    write(socket, request("GET /v1/rooms", "pipelined-3", "Connection: close\r\n"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().atMost(PATIENCE).until(() -> bytes > 100_000 || sent.isDone());
            long seen = Edge.seenBehind();

            Edge.releaseBehind();
            String answers = read(socket);

            sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(requestIds(answers)).containsExactly("pipelined-1", "pipelined-2", "pipelined-3");
            assertThat(answers).contains("late").doesNotContain("HTTP/1.1 4").doesNotContain("HTTP/1.1 5");
            assertThat(Edge.seenBehind()).isEqualTo(seen + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n",
                "POST /v1/rooms HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab",
                "GET /v1/rooms HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/ro",
                "\u0001 nonsense"
            })
    void leaveNothingBehindWhenTheirCallerLeaves(String behind) throws IOException {
        for (boolean abruptly : List.of(false, true)) {
            long held = Edge.heldBehind()[0];
            Socket socket = connect();
            write(socket, request("GET /v1/rooms/held", "left-1", "") + behind);
            await().atMost(PATIENCE).until(() -> Edge.heldBehind()[0] > held);

            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
            socket.close();

            await().atMost(PATIENCE).until(() -> Edge.heldBehind()[0] == held && traffic.underWay() == 0);
        }
    }

    @Test
    void whatIsNoRequestEndsTheConnectionOnlyAfterTheAnswerBeforeIt() throws IOException {
        long held = Edge.heldBehind()[0];
        try (Socket socket = connect()) {
            write(socket, request("GET /v1/rooms/held", "good-1", "") + "\u0001 nonsense\r\n\r\n");
            await().atMost(PATIENCE).until(() -> Edge.heldBehind()[0] > held);

            Edge.releaseBehind();
            String answers = read(socket);

            assertThat(answers).startsWith("HTTP/1.1 200").contains("late", "HTTP/1.1 400", "SW_VALIDATION");
        }
    }
}
