package io.scaiwave.gateway.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Rows;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.UserId;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever floods an audit log floods its own, and finds there how often it was. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FloodedLogTest {

    private static final int ACTORS = 300;
    private static final int MISTAKES = 30;

    @Inject
    AccessTrail trail;

    @Inject
    TenantDirectory directory;

    private static Caller admin(PartnerId partner) {
        PartnerContext scope = new PartnerContext(partner);
        Principal principal = new Principal(
                UserId.random().wire(), Principal.Kind.USER, "mallory", Set.of("partner_admin"), Set.of(), null);
        return new Caller(scope, scope, principal, "flood-request", "127.0.0.1", null);
    }

    @Test
    void aPartnersFloodIsCountedToTheLastAndCostsAnotherTenantNothing() {
        PartnerId partner = PartnerId.random();
        TenantEntry quiet = Edge.know(Tenants.fresh(), directory);
        String token = DevTokens.user(quiet, "careful");
        for (int i = 0; i < ACTORS; i++) {
            Caller admin = admin(partner);
            for (int j = 0; j < MISTAKES; j++) {
                trail.selectorsDisagreed(admin, "GET", "/v1/rooms", "tenant-" + j);
            }
        }

        List<String> requests = List.of("quiet-request-1", "quiet-request-2", "quiet-request-3");
        for (String request : requests) {
            HttpResponse<String> refused =
                    Edge.get(token, "/v1/rooms", "X-Tenant-ID", "not-" + request, "X-Request-ID", request);
            assertThat(refused.statusCode()).isEqualTo(403);
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Rows.events(quiet.id(), "swp.audit.entry"))
                        .extracting(entry -> data(entry).getString("request_id"))
                        .containsExactlyInAnyOrderElementsOf(requests));
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(counted(Rows.events(partner, "swp.audit.entry")))
                        .isEqualTo(ACTORS * MISTAKES));
        assertThat(Rows.events(partner, "swp.audit.entry")).hasSizeLessThan(ACTORS * MISTAKES / 4);
    }

    private static int counted(List<JsonObject> entries) {
        return entries.stream()
                .mapToInt(entry -> data(entry).getInteger("count"))
                .sum();
    }

    private static JsonObject data(JsonObject event) {
        return event.getJsonObject("data");
    }

    @Test
    void aDisagreementCostsAsMuchAsARequest() {
        TenantEntry tenant = Edge.know(
                Tenants.with(
                        Edge.know(Tenants.fresh(), directory),
                        Map.of(
                                "requests_per_minute_user", 3L,
                                "requests_per_minute_tenant", 1_000L,
                                "requests_per_minute_partner", 1_000L)),
                directory);
        String token = DevTokens.user(tenant, "confused");

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        Edge.get(token, "/v1/rooms", "X-Tenant-ID", "another").statusCode() == 429);
    }

    @Test
    void aTenantThatIsNotInUsePaysForItsAnswers() {
        TenantEntry tenant = Edge.know(
                Tenants.with(
                        Edge.know(Tenants.fresh(), directory),
                        Map.of(
                                "requests_per_minute_user", 3L,
                                "requests_per_minute_tenant", 1_000L,
                                "requests_per_minute_partner", 1_000L)),
                directory);
        String token = DevTokens.user(Edge.know(Tenants.with(tenant, "suspended", "active"), directory), "locked-out");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> Edge.get(token, "/v1/rooms").statusCode() == 429);
    }
}
