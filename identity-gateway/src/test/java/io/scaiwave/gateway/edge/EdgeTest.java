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
import io.scaiwave.tenancy.directory.TenantEntry;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What crosses the public port, in both directions. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EdgeTest {

    @Inject
    TenantDirectory directory;

    private TenantEntry tenant;
    private String token;

    @BeforeEach
    void aUserOfATenant() {
        tenant = Edge.know(Tenants.fresh(), directory);
        token = DevTokens.user(tenant, "alice");
    }

    private static JsonObject headersBehind(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Edge.json(response).getJsonObject("headers");
    }

    private static JsonObject claims(HttpResponse<String> response) {
        String internal = headersBehind(response).getString("x-internal-token");
        return new JsonObject(new String(Base64.getUrlDecoder().decode(internal.split("\\.")[1])));
    }

    @Test
    void aServiceSeesTheCallerByOurOwnTokenAlone() {
        HttpResponse<String> response = Edge.get(token, "/v1/rooms?limit=5");

        assertThat(Edge.json(response).getString("uri")).isEqualTo("/v1/rooms?limit=5");
        assertThat(headersBehind(response).fieldNames()).doesNotContain("authorization");
        assertThat(claims(response).getString("tenant_id"))
                .isEqualTo(tenant.id().wire());
        assertThat(claims(response).getString("sub")).startsWith("usr_");
        assertThat(claims(response).getString("name")).isEqualTo("alice");
        assertThat(claims(response).getLong("exp") - claims(response).getLong("iat"))
                .isLessThanOrEqualTo(60);
    }

    @Test
    void aUserKeepsItsIdAndAnotherTenantsUserOfThatNameHasAnother() {
        TenantEntry other = Edge.know(Tenants.fresh(), directory);

        String first = claims(Edge.get(token, "/v1/rooms")).getString("sub");

        assertThat(claims(Edge.get(token, "/v1/rooms")).getString("sub")).isEqualTo(first);
        assertThat(claims(Edge.get(DevTokens.user(other, "alice"), "/v1/rooms")).getString("sub"))
                .isNotEqualTo(first);
    }

    // G-19

    @ParameterizedTest
    @CsvSource({
        "X-Internal-Token,stolen",
        "x-internal-token,stolen",
        "X-User-ID,usr_1",
        "X-Roles,super_admin",
        "X-Forwarded-For,9.9.9.9",
        "X-Forwarded-Host,evil",
        "Forwarded,for=9.9.9.9",
        "x_tenant_id,evil",
        "X_Internal_Token,evil",
        "X-Internal-Denied,evil",
        "X-Real-IP,9.9.9.9",
        "X-HTTP-Method-Override,DELETE",
        "X-Original-URL,/q/health",
        "Cookie,a=b",
        "Via,evil"
    })
    void whatSpeaksForTheCallerIsDropped(String name, String value) {
        JsonObject headers = headersBehind(Edge.get(token, "/v1/rooms", name, value));

        assertThat(headers.encode())
                .doesNotContain("evil", "stolen", "9.9.9.9", "super_admin", "DELETE", "a=b", "/q/health");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
    }

    @Test
    void aSelectorThatAgreesIsUsedAndDropped() {
        JsonObject headers = headersBehind(Edge.get(token, "/v1/rooms", "X-Tenant-ID", tenant.slug()));

        assertThat(headers.fieldNames()).doesNotContain("x-tenant-id");
    }

    // G-24

    @Test
    void theConnectionHeaderCannotTakeOurOwnHeadersAway() {
        String answer = Edge.raw("GET /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token
                + "\r\nConnection: X-Internal-Token, X-Request-ID, Authorization, close\r\n\r\n");

        assertThat(answer).contains("200 OK").contains("x-internal-token").contains("x-request-id");
    }

    // G-23

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "OPTIONS", "get", "Get", "PROPFIND", "FOO", "PURGE"})
    void anotherMethodIsRefused(String method) {
        String answer = Edge.raw(
                method + " /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").contains("SW_METHOD_NOT_ALLOWED");
    }

    @Test
    void headIsServedAsHeadAndNeedsAToken() {
        HttpResponse<String> response =
                Edge.send(Edge.request("/v1/rooms").HEAD().header("Authorization", "Bearer " + token));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(Edge.send(Edge.request("/v1/rooms").HEAD()).statusCode()).isEqualTo(401);
    }

    // G-18

    @ParameterizedTest
    @ValueSource(ints = {9_000, 20_000, 64_000, 1_000_000})
    void aGiantHeaderIsRefused(int length) {
        String answer = Edge.raw("GET /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer "
                + "a".repeat(length) + "\r\n\r\n");

        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).matches("(?s)HTTP/1\\.1 4(00|01|31) .*"),
                        text -> assertThat(text).startsWith("closed:"));
    }

    @Test
    void aThousandHeadersAreRefused() {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            headers.append("X-").append(i).append(": 1\r\n");
        }

        assertThat(Edge.raw("GET /v1/rooms HTTP/1.1\r\nHost: a.example\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void anOverlongTargetIsRefused() {
        assertThat(Edge.raw("GET /v1/rooms?x=" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a.example\r\n\r\n"))
                .startsWith("HTTP/1.")
                .contains(" 400 ");
    }

    // G-27

    @ParameterizedTest
    @ValueSource(strings = {"user@a.example", "a.example/x", "a b", "a.example:99999999", "[::1", "a_b.example"})
    void anOddHostIsRefused(String host) {
        assertThat(Edge.raw(
                        "GET /v1/rooms HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void anAbsoluteTargetIsRefused() {
        assertThat(Edge.raw("GET http://a.example/v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer "
                        + token + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    // G-28

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://acme.scaiwave.localhost.evil", "https://evil.example"})
    void noOtherOriginMayUseCredentials(String origin) {
        HttpResponse<String> response = Edge.get(token, "/v1/rooms", "Origin", origin);

        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void nothingOfOursLeavesWithAResponse() {
        HttpResponse<String> response = Edge.get(token, "/v1/rooms/denied", "X-Request-ID", "mine-1");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().map().keySet()).doesNotContain("server", "x-internal-denied", "x-internal-host");
        assertThat(response.headers().firstValue("X-Request-ID")).contains("mine-1");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("RateLimit-Policy")).contains("\"user\";q=100000;w=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "\u00e9", "x;y", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aRequestIdThatCouldHurtALogIsReplaced(String id) {
        String answer = Edge.raw("GET /v1/nothing HTTP/1.1\r\nHost: a.example\r\nX-Request-ID: " + id + "\r\n\r\n");

        assertThat(answer).contains("X-Request-ID: ").doesNotContain("X-Request-ID: " + id + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/health", "/q/metrics", "/q/openapi", "/openapi", "/internal/v1/directory", "/", "/v2/rooms"})
    void whatIsNotPublicDoesNotExist(String path) {
        HttpResponse<String> response = Edge.get(token, path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Edge.json(response).getString("code")).isEqualTo("SW_NOT_FOUND");
    }

    @Test
    void aBodyIsCountedWhateverItAnnounced() {
        String head = "POST /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\n";
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

        assertThat(Edge.raw(head + "Content-Length: 1048577\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("SW_CONTENT_TOO_LARGE");
        assertThat(Edge.raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17)))
                .startsWith("HTTP/1.1 413");
        assertThat(Edge.raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(16) + "0\r\n\r\n"))
                .contains("\"body_length\":1048576");
    }

    @Test
    void aClientThatAsksBeforeSendingIsToldToGoOn() {
        String answer = Edge.raw("POST /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token
                + "\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");

        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("\"body_length\":3");
    }

    @Test
    void aServiceThatBreaksOffIsADependencyThatIsDown() {
        HttpResponse<String> response = Edge.get(token, "/v1/rooms/broken");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(Edge.json(response).getString("code")).isEqualTo("SW_DEPENDENCY_DOWN");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).doesNotContain("127.0.0.1", "Exception", "closed");
    }

    // G-14, G-35

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
        assertThat(Edge.json(Edge.get(DevTokens.partner(tenant.partnerId(), "pam"), "/v1/tenants"))
                        .getString("code"))
                .isEqualTo("SW_PARTNER_SUSPENDED");
    }

    @Test
    void aWebSocketCarriesItsTokenAmongItsProtocolsAndIsCutWhenTheTenantIsSuspended() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        AtomicBoolean closed = new AtomicBoolean();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("scaiwave.v1", "bearer." + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + Edge.port() + "/v1/stream"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        first.complete(data.toString());
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
                        closed.set(true);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket webSocket, Throwable error) {
                        closed.set(true);
                    }
                })
                .get();
        socket.sendText("hello", true).get();

        assertThat(first.get()).startsWith("echo hello").doesNotContain(token);
        socket.request(1);
        Edge.know(Tenants.with(tenant, "suspended", "active"), directory);
        await().atMost(Duration.ofSeconds(5)).untilTrue(closed);
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

    @Test
    void limitsAreTakenFromTheTenantAndNameTheLevelThatBinds() {
        TenantEntry small = Edge.know(
                Tenants.with(tenant, Map.of("requests_per_minute_user", 100L, "requests_per_minute_tenant", 3L)),
                directory);
        String user = DevTokens.user(small, "bob");
        for (int i = 0; i < 3; i++) {
            assertThat(Edge.get(user, "/v1/rooms").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = Edge.get(user, "/v1/rooms");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Edge.json(refused).getJsonObject("limit").getString("level")).isEqualTo("tenant");
        assertThat(Edge.json(refused).getJsonObject("limit").getString("name")).isEqualTo("requests_per_minute_tenant");
        assertThat(refused.headers().firstValue("RateLimit")).get().asString().startsWith("\"tenant\";r=0;t=");
        assertThat(refused.headers().firstValueAsLong("Retry-After").getAsLong())
                .isBetween(1L, 20L);
    }

    @Test
    void whenThePartnersSharedLimitBindsATenantLearnsOnlyThatAndWhenToComeBack() {
        TenantEntry small = Edge.know(Tenants.with(tenant, Map.of("requests_per_minute_partner", 1L)), directory);
        String user = DevTokens.user(small, "bob");
        HttpResponse<String> granted = Edge.get(user, "/v1/rooms");

        HttpResponse<String> refused = Edge.get(user, "/v1/rooms");

        assertThat(granted.headers().firstValue("RateLimit")).isEmpty();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Edge.json(refused).getJsonObject("limit").fieldNames()).containsExactlyInAnyOrder("name", "level");
        assertThat(refused.headers().firstValue("RateLimit")).isEmpty();
    }
}
