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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class TenantLimitsTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @Test
    void everyNumberNamesItsLayer() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("max_rooms", 7);
        wanted.put("max_participants", null);

        Response answer = Rest.put(admin, "/v1/tenants/" + id + "/limits", "*", wanted);

        answer.then().statusCode(200);
        assertThat(answer.<Integer>path("data.max_rooms.effective")).isEqualTo(7);
        assertThat(answer.<String>path("data.max_rooms.source")).isEqualTo("tenant_override");
        assertThat(answer.<Map<String, Object>>path("data.max_rooms.layers"))
                .containsEntry("default", 500)
                .containsEntry("tenant_override", 7)
                .doesNotContainKeys("plan", "partner_cap");
        assertThat(answer.<Object>path("data.max_participants.effective")).isNull();
        assertThat(answer.<String>path("data.max_users.source")).isEqualTo("plan");
        assertThat(answer.<String>path("data.plan_steps.source")).isEqualTo("default");
    }

    @Test
    void aChangeReachesTheDirectoryWithANewEpochAndLeavingANameOutTakesItBack() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        int epoch = Rest.get(admin, "/v1/tenants/" + id).path("data.epoch");

        Rest.put(admin, "/v1/tenants/" + id + "/limits", "*", Map.of("max_rooms", 9))
                .then()
                .statusCode(200);
        Response changed = directory();
        Rest.put(admin, "/v1/tenants/" + id + "/limits", "*", Map.of()).then().statusCode(200);

        assertThat(changed.<Integer>path("data.find { it.id == '" + id + "' }.limits.max_rooms"))
                .isEqualTo(9);
        assertThat(changed.<Integer>path("data.find { it.id == '" + id + "' }.epoch"))
                .isEqualTo(epoch + 1);
        assertThat(directory().<Integer>path("data.find { it.id == '" + id + "' }.limits.max_rooms"))
                .isEqualTo(500);
    }

    @Test
    void aPartnersCapBindsAndCannotBePassed() {
        PartnerId partner = Rest.partner();
        TenantId id = Rest.activeTenant(partner);
        String own = Callers.partnerAdmin(partner);
        Rest.patch(Callers.superAdmin(), "/v1/partners/" + partner, "*", Map.of("limits", Map.of("max_rooms", 50)))
                .then()
                .statusCode(200);

        Response refused = Rest.put(own, "/v1/tenants/" + id + "/limits", "*", Map.of("max_rooms", 51));

        Rest.assertProblem(refused, 400, "SW_VALIDATION");
        assertThat(refused.<List<String>>path("errors.field")).containsExactly("max_rooms");
        Response explained = Rest.get(own, "/v1/tenants/" + id + "/limits");
        assertThat(explained.<Integer>path("data.max_rooms.effective")).isEqualTo(50);
        assertThat(explained.<String>path("data.max_rooms.source")).isEqualTo("partner_cap");
    }

    @Test
    void whatAPartnersTenantsShareIsSetByThePlatformOnly() {
        PartnerId partner = Rest.partner();
        TenantId id = Rest.activeTenant(partner);
        String own = Callers.partnerAdmin(partner);
        String path = "/v1/tenants/" + id + "/limits";
        String shared = "requests_per_minute_partner";

        for (Object wanted : new Object[] {1, 1_000_000}) {
            Response refused = Rest.put(own, path, "*", Map.of(shared, wanted, "max_rooms", 3));
            Rest.assertProblem(refused, 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
            assertThat(refused.<List<String>>path("errors.field")).containsExactly(shared);
        }
        assertThat(Rest.get(own, path).<Integer>path("data.max_rooms.effective"))
                .isEqualTo(500);

        Rest.put(Callers.superAdmin(), path, "*", Map.of(shared, 70)).then().statusCode(200);
        Rest.put(own, path, "*", Map.of("max_rooms", 3)).then().statusCode(200);
        Rest.put(own, path, "*", Map.of("max_rooms", 4, shared, 70)).then().statusCode(200);

        Response explained = Rest.get(own, path);
        assertThat(explained.<Integer>path("data.max_rooms.effective")).isEqualTo(4);
        assertThat(explained.<Integer>path("data." + shared + ".effective")).isEqualTo(70);
    }

    @Test
    void aPartnersOwnRateIsWhatThePlatformSaysOfThePartner() {
        PartnerId partner = Rest.partner();
        TenantId id = Rest.activeTenant(partner);
        String path = "/v1/tenants/" + id + "/limits";

        for (int rate : new int[] {9_000, 40}) {
            Rest.patch(
                            Callers.superAdmin(),
                            "/v1/partners/" + partner,
                            "*",
                            Map.of("limits", Map.of("requests_per_minute_partner", rate)))
                    .then()
                    .statusCode(200);

            Response explained = Rest.get(Callers.partnerAdmin(partner), path);
            assertThat(explained.<Integer>path("data.requests_per_minute_partner.effective"))
                    .isEqualTo(rate);
            assertThat(explained.<String>path("data.requests_per_minute_partner.source"))
                    .isEqualTo("partner_cap");
        }
    }

    @Test
    void wrongEntriesAreNamedAndNothingIsWritten() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);

        Response refused = Rest.put(
                admin, "/v1/tenants/" + id + "/limits", "*", Map.of("max_room", 1, "max_rooms", -1, "max_users", 2.5));

        Rest.assertProblem(refused, 400, "SW_VALIDATION");
        assertThat(refused.<List<String>>path("errors.field"))
                .containsExactlyInAnyOrder("max_room", "max_rooms", "max_users");
        Rest.assertProblem(
                Rest.put(admin, "/v1/tenants/" + id + "/limits", null, Map.of("max_rooms", 1)),
                428,
                "SW_PRECONDITION_REQUIRED");
    }

    private static Response directory() {
        return Rest.get(
                Callers.service("room-service"),
                "/internal/v1/directory?limit=1000&updated_after=" + "2020-01-01T00:00:00Z");
    }
}
