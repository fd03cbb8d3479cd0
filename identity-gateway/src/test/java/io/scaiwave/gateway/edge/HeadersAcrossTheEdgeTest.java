package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G-19, G-24, G-28: which headers cross the public port, in both directions. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class HeadersAcrossTheEdgeTest {

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

    @Test
    void theConnectionHeaderCannotTakeOurOwnHeadersAway() {
        String answer = Edge.raw("GET /v1/rooms HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token
                + "\r\nConnection: X-Internal-Token, X-Request-ID, Authorization, close\r\n\r\n");

        assertThat(answer).contains("200 OK").contains("x-internal-token").contains("x-request-id");
    }

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
}
