package io.scaiwave.tenant.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class TemplateRolloutTest {

    private static final String TEMPLATES = "/v1/tenant-templates";

    private PartnerId partner;
    private String admin;

    @BeforeEach
    void aPartner() {
        partner = Rest.partner();
        admin = Callers.partnerAdmin(partner);
    }

    private String template(Map<String, Object> body) {
        Response made = Rest.post(admin, TEMPLATES, body);
        made.then().statusCode(201);
        assertThat(made.header("Location")).isEqualTo(TEMPLATES + "/" + made.path("data.id"));
        return made.path("data.id");
    }

    private static Map<String, Object> body(int maxRooms, Map<String, Object> settings) {
        return Map.of(
                "name",
                "Schools",
                "limits",
                Map.of("max_rooms", maxRooms),
                "features",
                Map.of("prompt_studio.enabled", true),
                "settings",
                settings);
    }

    private Response apply(String template, TenantId tenant, String query) {
        return Rest.post(admin, TEMPLATES + "/" + template + "/apply/" + tenant + query);
    }

    private Response tenant(TenantId id) {
        return Rest.get(admin, "/v1/tenants/" + id);
    }

    @Test
    void aDryRunTellsExactlyWhatApplyingThenDoes() {
        TenantId tenant = Rest.activeTenant(partner);
        String template = template(body(70, Map.of("theme", Map.of("dark", true))));

        Response tried = apply(template, tenant, "?dry_run=true");
        int version = tenant(tenant).path("data.version");
        Response done = apply(template, tenant, "");

        tried.then().statusCode(200);
        done.then().statusCode(200);
        assertThat(tried.<Boolean>path("data.dry_run")).isTrue();
        assertThat(done.<List<Map<String, Object>>>path("data.changes"))
                .isEqualTo(tried.<List<Map<String, Object>>>path("data.changes"));
        assertThat(tried.<List<String>>path("data.changes.path"))
                .containsExactly("/features/prompt_studio.enabled", "/limits/max_rooms", "/settings/theme/dark");
        assertThat(tried.<Integer>path("data.changes[1].before")).isEqualTo(500);
        assertThat(tried.<Integer>path("data.changes[1].after")).isEqualTo(70);
        Response now = tenant(tenant);
        assertThat(now.<Integer>path("data.version")).isEqualTo(version + 1);
        assertThat(now.<String>path("data.template.id")).isEqualTo(template);
        assertThat(now.<Integer>path("data.template.version")).isEqualTo(1);
        assertThat(now.<Boolean>path("data.settings.theme.dark")).isTrue();
        Response limits = Rest.get(admin, "/v1/tenants/" + tenant + "/limits");
        assertThat(limits.<String>path("data.max_rooms.source")).isEqualTo("template");
        assertThat(limits.<Integer>path("data.max_rooms.layers.template")).isEqualTo(70);
    }

    @Test
    void aRepeatChangesNothingAndLeavesNoTrace() {
        TenantId tenant = Rest.activeTenant(partner);
        String template = template(body(70, Map.of("theme", "dark")));
        apply(template, tenant, "").then().statusCode(200);
        int version = tenant(tenant).path("data.version");

        Response again = apply(template, tenant, "");

        again.then().statusCode(200);
        assertThat(again.<List<Object>>path("data.changes")).isEmpty();
        assertThat(tenant(tenant).<Integer>path("data.version")).isEqualTo(version);
        Response log =
                Rest.get(Callers.partnerAdminIn(partner, tenant), "/v1/audit-log?action=tenant.template&limit=10");
        assertThat(log.<List<Object>>path("data")).as(log.asString()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aNewVersionTakesBackWhatItNoLongerGivesUnlessTheTenantHasChangedIt() {
        TenantId tenant = Rest.activeTenant(partner);
        String template = template(body(70, Map.of("theme", "dark", "motd", "hello", "footer", "old")));
        apply(template, tenant, "").then().statusCode(200);
        Rest.patch(admin, "/v1/tenants/" + tenant, "*", Map.of("settings", Map.of("motd", "our own")))
                .then()
                .statusCode(200);

        Rest.put(admin, TEMPLATES + "/" + template, "*", Map.of("name", "Schools", "settings", Map.of("theme", "red")))
                .then()
                .statusCode(200);
        Response before = Rest.get(admin, TEMPLATES + "/" + template + "/drift");
        apply(template, tenant, "").then().statusCode(200);

        assertThat(before.<Boolean>path("data[0].behind")).isTrue();
        assertThat(before.<List<String>>path("data[0].differences.path")).containsExactly("/settings/motd");
        Response now = tenant(tenant);
        assertThat(now.<Map<String, Object>>path("data.settings")).isEqualTo(Map.of("theme", "red", "motd", "our own"));
        assertThat(now.<Map<String, Object>>path("data.features")).isEmpty();
        assertThat(Rest.get(admin, "/v1/tenants/" + tenant + "/limits").<String>path("data.max_rooms.source"))
                .isEqualTo("default");
    }

    @Test
    void driftNamesTheOverrideThatStandsAboveTheTemplate() {
        TenantId tenant = Rest.activeTenant(partner);
        String template = template(body(70, Map.of()));
        Rest.put(admin, "/v1/tenants/" + tenant + "/limits", "*", Map.of("max_rooms", 5))
                .then()
                .statusCode(200);

        Response done = apply(template, tenant, "");
        Response drift = Rest.get(admin, TEMPLATES + "/" + template + "/drift");

        assertThat(done.<List<String>>path("data.overridden")).containsExactly("/limits/max_rooms");
        assertThat(done.<List<String>>path("data.changes.path")).containsExactly("/features/prompt_studio.enabled");
        assertThat(drift.<String>path("data[0].tenant_id")).isEqualTo(tenant.wire());
        assertThat(drift.<List<Map<String, Object>>>path("data[0].differences"))
                .containsExactly(Map.of("path", "/limits/max_rooms", "template", 70, "tenant", 5));
        assertThat(drift.<Boolean>path("data[0].behind")).isFalse();
    }

    @Test
    void aNewTenantBeginsWithItsTemplate() {
        String template = template(body(70, Map.of("theme", "dark")));

        Response made = Rest.post(
                admin,
                "/v1/tenants",
                Map.of("name", "From a template", "slug", Rest.freshSlug(), "template_id", template));

        made.then().statusCode(202);
        assertThat(made.<String>path("data.template.id")).isEqualTo(template);
        assertThat(made.<String>path("data.settings.theme")).isEqualTo("dark");
        Rest.awaitState(made.header("Location"), "succeeded");
    }

    @Test
    void everyVersionCanBeReadAgain() {
        String template = template(body(70, Map.of()));
        Rest.put(admin, TEMPLATES + "/" + template, "\"1\"", body(80, Map.of()))
                .then()
                .statusCode(200);

        Response first = Rest.get(admin, TEMPLATES + "/" + template + "?version=1");
        Response newest = Rest.get(admin, TEMPLATES + "/" + template);

        assertThat(first.<Integer>path("data.limits.max_rooms")).isEqualTo(70);
        assertThat(newest.<Integer>path("data.limits.max_rooms")).isEqualTo(80);
        assertThat(newest.header("ETag")).isEqualTo("\"2\"");
        Rest.assertProblem(
                Rest.put(admin, TEMPLATES + "/" + template, "\"1\"", body(90, Map.of())), 412, "SW_VERSION_CONFLICT");
        Rest.assertProblem(
                Rest.put(admin, TEMPLATES + "/" + template, null, body(90, Map.of())), 428, "SW_PRECONDITION_REQUIRED");
        Rest.assertProblem(Rest.get(admin, TEMPLATES + "/" + template + "?version=3"), 404, "SW_NOT_FOUND");
        Rest.assertProblem(Rest.get(admin, TEMPLATES + "/" + template + "?version=x"), 400, "SW_VALIDATION");
    }

    @Test
    void anotherPartnersTemplateIsAnUnknownOne() {
        PartnerId other = Rest.partner();
        String theirs = Callers.partnerAdmin(other);
        TenantId ours = Rest.activeTenant(partner);
        TenantId foreign = Rest.activeTenant(other);
        String template = template(body(70, Map.of()));
        String unknown = TemplateId.random().wire();
        Map<String, Object> creation = Map.of("name", "A tenant", "slug", Rest.freshSlug());

        for (String id : List.of(template, unknown)) {
            Rest.assertProblem(Rest.get(theirs, TEMPLATES + "/" + id), 404, "SW_NOT_FOUND");
            Rest.assertProblem(Rest.get(theirs, TEMPLATES + "/" + id + "/drift"), 404, "SW_NOT_FOUND");
            Rest.assertProblem(Rest.put(theirs, TEMPLATES + "/" + id, "*", body(1, Map.of())), 404, "SW_NOT_FOUND");
            Rest.assertProblem(Rest.post(theirs, TEMPLATES + "/" + id + "/apply/" + foreign), 404, "SW_NOT_FOUND");
            Response refused = Rest.post(theirs, "/v1/tenants", with(creation, "template_id", id));
            Rest.assertProblem(refused, 404, "SW_NOT_FOUND");
            assertThat(refused.<List<String>>path("errors.field")).containsExactly("template_id");
        }
        Rest.assertProblem(
                Rest.post(theirs, TEMPLATES + "/" + template + "/apply/" + ours), 404, "SW_TENANT_NOT_FOUND");
        Rest.assertProblem(
                Rest.post(Callers.superAdmin(), TEMPLATES + "/" + template + "/apply/" + foreign), 404, "SW_NOT_FOUND");
        assertThat(Rest.get(theirs, TEMPLATES).<List<Object>>path("data")).isEmpty();
        assertThat(Rest.get(theirs, "/v1/tenants/" + foreign).<Object>path("data.template"))
                .isNull();
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsWritten() {
        Response limits =
                Rest.post(admin, TEMPLATES, Map.of("name", "Wrong", "limits", Map.of("max_room", 1, "max_users", -1)));
        Response shared = Rest.post(
                admin, TEMPLATES, Map.of("name", "Wrong", "limits", Map.of("requests_per_minute_partner", 9_000)));
        Response member = Rest.post(admin, TEMPLATES, Map.of("name", "Wrong", "budgets", Map.of()));
        Response shape = Rest.post(admin, TEMPLATES, Map.of("name", "Wrong", "settings", List.of(1)));

        Rest.assertProblem(limits, 400, "SW_VALIDATION");
        assertThat(limits.<List<String>>path("errors.field"))
                .containsExactlyInAnyOrder("limits.max_room", "limits.max_users");
        Rest.assertProblem(shared, 400, "SW_VALIDATION");
        assertThat(shared.<List<String>>path("errors.field")).containsExactly("limits.requests_per_minute_partner");
        Rest.assertProblem(member, 400, "SW_VALIDATION");
        Rest.assertProblem(shape, 400, "SW_VALIDATION");
        assertThat(shape.<List<String>>path("errors.field")).containsExactly("settings");
        assertThat(Rest.get(admin, TEMPLATES).<List<Object>>path("data")).isEmpty();
        Rest.assertProblem(
                Rest.post(Callers.partnerViewer(partner), TEMPLATES, Map.of("name", "No")),
                403,
                "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @Test
    void aPartnerGoesWithItsTemplates() {
        template(body(70, Map.of()));

        Rest.as(Callers.superAdmin())
                .header("If-Match", "*")
                .delete("/v1/partners/" + partner)
                .then()
                .statusCode(204);
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(body);
        more.put(name, value);
        return more;
    }
}
