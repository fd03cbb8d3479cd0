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
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G-34: whoever sends a byte now and then is let go in the time set for it, and nobody else waits for it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SlowCallersTest {

    private static final int EACH = 20;
    private static final int PAUSE_MILLIS = 100;

    @Inject
    TenantDirectory directory;

    private String token;
    private String other;

    /** A tenant that fills its share of a service is refused for that; another one must not notice. */
    @BeforeEach
    void usersOfTwoTenants() {
        token = DevTokens.user(Edge.know(Tenants.fresh(), directory), "alice");
        other = DevTokens.user(Edge.know(Tenants.fresh(), directory), "bob");
    }

    @Test
    void slowHeadsAndSlowBodiesAreLetGoAndGoodCallersAreServed() {
        String head = "POST /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\n";
        List<Future<?>> slow = new ArrayList<>();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int i = 0; i < EACH; i++) {
                slow.add(callers.submit(() -> trickle(head + "X-Slow: ")));
                slow.add(callers.submit(() -> trickle(head + "Content-Length: 100000\r\n\r\n")));
                slow.add(callers.submit(() -> trickle(head + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n")));
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> {
                assertThat(Edge.get(other, "/v1/rooms").statusCode()).isEqualTo(200);
                return slow.stream().allMatch(Future::isDone);
            });
        } finally {
            callers.shutdownNow();
        }
    }

    /** Sends on, a byte at a time, until the gateway ends it; what it says before that is of no interest. */
    private static boolean trickle(String beginning) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Edge.port())) {
            socket.setSoTimeout(PAUSE_MILLIS);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                socket.getOutputStream().write('a');
                if (hasEnded(socket)) {
                    return true;
                }
            }
        } catch (IOException closed) {
            return true;
        }
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }
}
