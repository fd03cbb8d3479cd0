package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class TenantLifecycleTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @Test
    void suspendingKeepsTheReasonAndRaisesTheEpoch() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        int epoch = Rest.get(admin, "/v1/tenants/" + id).path("data.epoch");

        Response suspended = Rest.post(admin, "/v1/tenants/" + id + "/suspend", Map.of("reason", "unpaid"));

        suspended.then().statusCode(200);
        assertThat(suspended.<String>path("data.status")).isEqualTo("suspended");
        assertThat(suspended.<String>path("data.status_reason")).isEqualTo("unpaid");
        assertThat(suspended.<Integer>path("data.epoch")).isEqualTo(epoch + 1);
    }

    @Test
    void anIllegalMoveNamesTheLegalOnesAndChangesNothing() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);

        Response refused = Rest.post(admin, "/v1/tenants/" + id + "/resume");

        Rest.assertProblem(refused, 409, "SW_STATE_CONFLICT");
        assertThat(refused.<String>path("detail")).contains("suspend").contains("archive");
        assertThat(Rest.get(admin, "/v1/tenants/" + id).<String>path("data.status"))
                .isEqualTo("active");
    }

    @Test
    void aTenantComesBackFromRest() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);

        List<String> states = List.of(
                Rest.post(admin, "/v1/tenants/" + id + "/suspend", Map.of("reason", "x"))
                        .path("data.status"),
                Rest.post(admin, "/v1/tenants/" + id + "/archive").path("data.status"),
                Rest.post(admin, "/v1/tenants/" + id + "/restore").path("data.status"));

        assertThat(states).containsExactly("suspended", "archived", "active");
    }

    @Test
    void aPartnersSuspensionReachesItsTenantsAndLeavesTheirOwnStateAlone() {
        PartnerId partner = Rest.partner();
        TenantId running = Rest.activeTenant(partner);
        TenantId resting = Rest.activeTenant(partner);
        Rest.post(Callers.partnerAdmin(partner), "/v1/tenants/" + resting + "/suspend", Map.of("reason", "own"))
                .then()
                .statusCode(200);

        Rest.post(Callers.superAdmin(), "/v1/partners/" + partner + "/suspend", Map.of("reason", "fraud"))
                .then()
                .statusCode(200);

        Response entry = Rest.get(Callers.service("room-service"), "/internal/v1/directory?limit=1000");
        assertThat(entry.<String>path("data.find { it.id == '" + running + "' }.partner_status"))
                .isEqualTo("suspended");
        assertThat(entry.<String>path("data.find { it.id == '" + running + "' }.status"))
                .isEqualTo("active");
        assertThat(entry.<Integer>path("data.find { it.id == '" + running + "' }.partner_epoch"))
                .isEqualTo(2);
        assertThat(entry.<String>path("data.find { it.id == '" + resting + "' }.status"))
                .isEqualTo("suspended");
        Rest.assertProblem(Rest.create(Callers.superAdmin(), Rest.freshSlug(), partner), 403, "SW_PARTNER_SUSPENDED");
        Rest.post(Callers.superAdmin(), "/v1/partners/" + partner + "/resume")
                .then()
                .statusCode(200);
        assertThat(Rest.get(Callers.superAdmin(), "/v1/tenants/" + running).<String>path("data.partner_status"))
                .isEqualTo("active");
    }
}
