package io.scaiwave.room.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Rows;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.token.InternalTokens;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class PlacementResourceTest {

    private final Tenant tenant = Tenant.nowhere(Isolation.SHARED);

    private Response place(String token, String level) {
        return RestAssured.given()
                .header(InternalTokens.HEADER, token)
                .contentType(ContentType.JSON)
                .body("{\"isolation\":\"" + level + "\"}")
                .put("/internal/v1/tenants/" + tenant.id().wire() + "/placement");
    }

    private String service() {
        var self = Principal.service("tenant-service");
        return Tenant.tokensOf("tenant-service")
                .mint(new Caller(tenant.context(), tenant.context(), self, "request-1", null, null));
    }

    @Test
    void aPlaceIsMadeOnceHoweverOftenItIsAskedFor() throws Exception {
        place(service(), "shared").then().statusCode(200).body("data.isolation", equalTo("shared"));
        Rest.room(tenant.user(), "group");

        place(service(), "shared").then().statusCode(200);

        try (Rows rows = Rows.of(tenant.id())) {
            assertThat(rows.list("SELECT rooms FROM streams")).containsExactly(1);
        }
    }

    @Test
    void aTenantWithoutAPlaceWaitsForIt() {
        Rest.post(tenant.user(), "/v1/rooms", Map.of("room_type", "group", "name", "Too soon"))
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("code", equalTo("SW_TENANT_MOVING"));
    }

    @Test
    void aTenantOnOneLevelIsNotPlacedOnAnother() {
        place(service(), "schema").then().statusCode(200).body("data.isolation", equalTo("schema"));

        place(service(), "shared").then().statusCode(409).body("code", equalTo("SW_STATE_CONFLICT"));
        place(service(), "schema").then().statusCode(200);
    }

    @Test
    void levelsThatAreNotThereYetAreRefused() {
        place(service(), "database").then().statusCode(409).body("code", equalTo("SW_STATE_CONFLICT"));
        place(service(), "cloud").then().statusCode(400).body("code", equalTo("SW_VALIDATION"));
    }

    @Test
    void peopleFindNothingHere() {
        place(tenant.user().token(), "shared").then().statusCode(404).body("code", equalTo("SW_NOT_FOUND"));
    }
}
