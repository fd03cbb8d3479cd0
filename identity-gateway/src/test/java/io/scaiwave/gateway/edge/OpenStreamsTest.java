package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.RawSocket;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.gateway.testing.TestSocket;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G-14, G-35: what stays open is ended when its caller would not be let in again, and says why. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OpenStreamsTest {

    /** The kernel keeps some megabytes for each connection on the way; a flood would be hundreds a second. */
    private static final long MOST_IN_BUFFERS = 64L << 20;

    @Inject
    TenantDirectory directory;

    private TenantEntry tenant;
    private String token;

    @BeforeEach
    void aUserOfATenant() {
        tenant = Edge.know(Tenants.fresh(), directory);
        token = DevTokens.user(tenant, "alice");
    }

    @Test
    void aSuspendedTenantsTokenIsRefusedAndItsStreamsAreCut() throws Exception {
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        Edge.request("/v1/rooms/stream")
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isPositive();

        Edge.know(Tenants.with(tenant, "suspended", "active"), directory);

        assertThat(Edge.json(Edge.get(token, "/v1/rooms")).getString("code")).isEqualTo("SW_TENANT_SUSPENDED");
        assertThat(end(stream.body())).succeedsWithin(Duration.ofSeconds(5));
    }

    private static CompletableFuture<Void> end(InputStream stream) {
        return CompletableFuture.runAsync(() -> {
            try {
                while (stream.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (java.io.IOException closed) {
                assertThat(closed).isNotNull();
            }
        });
    }

    @Test
    void aSuspendedPartnerIsToldApartFromASuspendedTenant() {
        Edge.know(Tenants.with(tenant, "active", "suspended"), directory);

        assertThat(Edge.json(Edge.get(token, "/v1/rooms")).getString("code")).isEqualTo("SW_PARTNER_SUSPENDED");
    }

    @Test
    void aWebSocketCarriesItsTokenAmongItsProtocolsAndIsToldThatItsTenantIsSuspended() {
        TestSocket socket = TestSocket.open(token);
        socket.send("hello");
        assertThat(socket.next()).startsWith("echo hello").doesNotContain(token);

        Edge.know(Tenants.with(tenant, "suspended", "active"), directory);

        assertThat(socket.closed()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(4008);
    }

    @Test
    void aWebSocketIsToldThatItsTokenIsOver() {
        TestSocket socket = TestSocket.open(DevTokens.tenant(tenant, "alice", "tenant_user", 2));

        assertThat(socket.closed()).succeedsWithin(Duration.ofSeconds(15)).isEqualTo(4001);
    }

    @Test
    void aFrameLargerThanAnyWeTakeIsRefusedByItsHead() throws Exception {
        try (RawSocket socket = RawSocket.upgraded(token)) {
            socket.announceFrame(100_000_000);

            assertThat(socket.readCloseCode()).isEqualTo(1009);
        }
    }

    /** G-35: what is not read waits in the service, which then stops sending, and not here. */
    @Test
    void aWebSocketsReaderThatReadsNothingIsDroppedAndNothingPilesUp() throws Exception {
        long writtenBefore = Edge.floodBehind()[1];
        try (RawSocket socket = RawSocket.upgraded(token)) {
            socket.send("flood");
            await().atMost(Duration.ofSeconds(20)).until(() -> Edge.floodBehind()[0] == 1);

            await().atMost(Duration.ofSeconds(30)).until(() -> Edge.floodBehind()[0] == 0);
        }
        assertThat(Edge.floodBehind()[1] - writtenBefore).isLessThan(MOST_IN_BUFFERS);
    }

    @Test
    void aResponsesReaderThatReadsNothingIsDroppedAndNothingPilesUp() throws Exception {
        long writtenBefore = Edge.floodBehind()[1];
        try (RawSocket socket = RawSocket.requesting("/v1/rooms/flood", token, "")) {
            assertThat(socket.readHead()).startsWith("HTTP/1.1 200");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Edge.floodBehind()[0] == 0 && Edge.floodBehind()[1] > writtenBefore);
        }
        assertThat(Edge.floodBehind()[1] - writtenBefore).isLessThan(MOST_IN_BUFFERS);
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        String shortLived = DevTokens.tenant(tenant, "alice", "tenant_user", 2);
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        Edge.request("/v1/rooms/stream")
                                .header("Authorization", "Bearer " + shortLived)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isPositive();

        assertThat(end(stream.body())).succeedsWithin(Duration.ofSeconds(7));
    }
}
