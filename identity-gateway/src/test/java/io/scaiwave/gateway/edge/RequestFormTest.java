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
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G-18, G-23, G-27: what a request must look like before anybody asks what it wants. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RequestFormTest {

    @Inject
    TenantDirectory directory;

    private TenantEntry tenant;
    private String token;

    @BeforeEach
    void aUserOfATenant() {
        tenant = Edge.know(Tenants.fresh(), directory);
        token = DevTokens.user(tenant, "alice");
    }

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
}
