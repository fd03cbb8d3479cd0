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
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a service sees: the caller by our own token, and by an id that stays. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CallerBehindTheEdgeTest {

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
}
