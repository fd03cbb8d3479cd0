package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is its owner's business, as long as everybody down the line can keep and read it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FreeMembersTest {

    private final String root = Callers.superAdmin();
    private PartnerId partner = Callers.INTERNAL;
    private TenantId tenant = TenantId.random();
    private String admin = "";

    @BeforeEach
    void aTenant() {
        partner = Rest.partner();
        tenant = Rest.activeTenant(partner);
        admin = Callers.partnerAdmin(partner);
    }

    /** An object of that many levels. */
    private static String nested(int levels) {
        return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    private static void assertNamed(Response refused, String field) {
        Rest.assertProblem(refused, 400, "SW_VALIDATION");
        assertThat(refused.<List<String>>path("errors.field")).containsExactly(field);
    }

    private Response patch(String body) {
        return Rest.patch(admin, "/v1/tenants/" + tenant, "*", body);
    }

    @Test
    void whatIsAsDeepAsAllowedGoesEverywhere() {
        String deep = nested(16);
        String body = "{\"features\":%1$s,\"settings\":%1$s,\"ai_defaults\":{\"enabled_models\":%2$s}}"
                .formatted(deep, nested(15));

        patch(body).then().statusCode(200);
        Rest.put(admin, "/v1/tenants/" + tenant + "/features", "*", deep).then().statusCode(200);
        Rest.post(root, "/v1/tenants/" + tenant + "/suspend", Map.of("reason", "unpaid"))
                .then()
                .statusCode(200);

        assertReadEverywhere();
    }

    private void assertReadEverywhere() {
        Response log = Rest.get(Callers.inTenant(partner, tenant, Role.TENANT_ADMIN), "/v1/audit-log");
        log.then().statusCode(200);
        assertThat(log.<List<String>>path("data.action")).contains("tenant.update", "tenant.suspend");
        assertThat(entry()).isNotNull();
    }

    private JsonObject entry() {
        String place = "updated_after=2000-01-01T00:00:00Z";
        for (int page = 0; page < 1_000; page++) {
            JsonObject body = new JsonObject(Rest.as(Callers.service("room-service"))
                    .urlEncodingEnabled(false)
                    .get("/internal/v1/directory?limit=7&" + place)
                    .body()
                    .asString());
            for (Object one : body.getJsonArray("data")) {
                if (one instanceof JsonObject entry && tenant.wire().equals(entry.getString("id"))) {
                    return entry;
                }
            }
            JsonObject next = body.getJsonObject("meta").getJsonObject("next");
            place = "updated_after=" + next.getString("updated_after") + "&after_id=" + next.getString("after_id");
        }
        throw new AssertionError("No end of pages");
    }

    /** Some may lie there from before there was a limit. */
    @Test
    void whatLiesDeeperAlreadyIsStillReadAndHandedOn() {
        patch("{\"name\":\"Renamed\"}").then().statusCode(200);
        Database.run(
                "UPDATE tenant.tenants SET features = ?::jsonb, settings = ?::jsonb WHERE tenant_id = ?",
                nested(60),
                nested(60),
                tenant.uuid());

        patch("{\"features\":null}").then().statusCode(200);
        Database.run("UPDATE tenant.tenants SET features = ?::jsonb WHERE tenant_id = ?", nested(60), tenant.uuid());
        Rest.post(root, "/v1/tenants/" + tenant + "/suspend", Map.of("reason", "unpaid"))
                .then()
                .statusCode(200);

        assertReadEverywhere();
        assertThat(entry().getJsonObject("features").encode()).isEqualTo(nested(60));
        assertThat(entry().getString("status")).isEqualTo("suspended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "settings", "ai_defaults"})
    void whatIsDeeperIsRefusedByItsName(String member) {
        String deep = member.equals("ai_defaults")
                ? "{\"enabled_models\":[" + nested(15) + "]}"
                : "{\"x\":[" + nested(15) + "]}";

        assertNamed(patch("{\"" + member + "\":" + deep + "}"), member);
        Rest.get(admin, "/v1/audit-log").then().statusCode(200);
    }

    @Test
    void everyOtherWayInHasTheSameDepth() {
        String deep = nested(17);

        assertNamed(Rest.put(admin, "/v1/tenants/" + tenant + "/features", "*", deep), "features");
        for (String member : List.of("features", "settings")) {
            String template = "{\"name\":\"Deep\",\"" + member + "\":" + deep + "}";
            assertNamed(Rest.post(admin, "/v1/tenant-templates", template), member);
        }
        for (String member : List.of("features", "settings", "branding")) {
            String body = "{\"" + member + "\":" + deep + "}";
            assertNamed(Rest.patch(root, "/v1/partners/" + partner, "*", body), member);
        }
    }

    /** Each patch fits; what they make together does not. */
    @Test
    void whatPatchesMakeTogetherIsBounded() {
        String half = "{\"branding\":{\"%s\":\"" + "x".repeat(40_000) + "\"}}";

        Rest.patch(root, "/v1/partners/" + partner, "*", half.formatted("a"))
                .then()
                .statusCode(200);

        assertNamed(Rest.patch(root, "/v1/partners/" + partner, "*", half.formatted("b")), "branding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "1e999999999",
                "-1e-999999999",
                "\"a\\u0000\"",
                "\"\\ud800\"",
                "{\"\\u0000\":1}",
                "[{\"\\u0000\":1}]"
            })
    void whatCannotBeStoredIsRefusedByItsPlace(String value) {
        String body = "{\"settings\":{\"x\":" + value + "}}";
        String place = value.startsWith("[") ? "x.0" : "x";

        assertNamed(patch(body), "settings." + place);
        assertNamed(Rest.put(admin, "/v1/tenants/" + tenant + "/features", "*", "{\"x\":" + value + "}"), place);
        assertNamed(
                Rest.post(admin, "/v1/tenant-templates", "{\"name\":\"T\"," + body.substring(1)), "settings." + place);
        assertNamed(Rest.patch(root, "/v1/partners/" + partner, "*", body), "settings." + place);
    }

    /** Half a pair within a name is no JSON to the parser already. */
    @Test
    void aNameOfHalfASurrogatePairIsRefused() {
        Rest.assertProblem(patch("{\"settings\":{\"\\udfff\":1}}"), 400, "SW_VALIDATION");
        Rest.assertProblem(patch("{\"settings\":{\"\\ud800\":1}}"), 400, "SW_VALIDATION");
    }

    @Test
    void namesThatCannotBeStoredAreRefused() {
        for (String name : List.of("a\\u0000", "\\ud83d")) {
            String body = "{\"name\":\"" + name + "\",\"slug\":\"" + Rest.freshSlug() + "\"}";

            assertNamed(patch("{\"name\":\"" + name + "\"}"), "name");
            assertNamed(Rest.post(admin, "/v1/tenants", body), "name");
            assertNamed(Rest.post(root, "/v1/partners", body), "name");
            assertNamed(Rest.post(admin, "/v1/tenant-templates", "{\"name\":\"" + name + "\"}"), "name");
        }
    }

    /** A body keeps its own, stricter limit; what we wrap around what was sent does not count against it. */
    @Test
    void ourOwnDocumentsMayBeFarDeeperThanBodies() {
        String ours = "[".repeat(150) + "]".repeat(150);

        assertThat(new JsonArray(ours).encode()).isEqualTo(ours);
        Rest.assertProblem(
                patch("{\"settings\":{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}}"), 400, "SW_VALIDATION");
    }
}
