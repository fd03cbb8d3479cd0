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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rate limits as a caller meets them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class LimitsAtTheEdgeTest {

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

        assertThat(granted.headers().firstValue("RateLimit")).get().asString().startsWith("\"authentication\"");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Edge.json(refused).getJsonObject("limit").fieldNames()).containsExactlyInAnyOrder("name", "level");
        assertThat(refused.headers().firstValue("RateLimit")).get().asString().startsWith("\"authentication\"");
    }
}
