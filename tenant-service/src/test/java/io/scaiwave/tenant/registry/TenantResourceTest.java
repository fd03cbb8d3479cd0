package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class TenantResourceTest {

    @Inject
    SlugSweep sweep;

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @Test
    void aPatchNeedsTheCurrentVersion() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        String tag = Rest.get(admin, "/v1/tenants/" + id).header("ETag");

        Response without = patch(admin, id, null, Map.of("name", "New"));
        Response stale = patch(admin, id, "\"1\"", Map.of("name", "New"));
        Response current = patch(admin, id, tag, Map.of("name", "New"));
        Response repeated = patch(admin, id, tag, Map.of("name", "Newer"));

        Rest.assertProblem(without, 428, "SW_PRECONDITION_REQUIRED");
        Rest.assertProblem(stale, 412, "SW_VERSION_CONFLICT");
        current.then().statusCode(200);
        assertThat(current.<String>path("data.name")).isEqualTo("New");
        assertThat(current.header("ETag")).isNotEqualTo(tag);
        Rest.assertProblem(repeated, 412, "SW_VERSION_CONFLICT");
    }

    @Test
    void membersThatAreNotTheOwnersToWriteAreRefusedByName() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        Response before = Rest.get(admin, "/v1/tenants/" + id);

        for (String member : List.of("id", "partner_id", "isolation", "database_url", "limits", "status", "epoch")) {
            Response refused = patch(admin, id, before.header("ETag"), Map.of("name", "X", member, "y"));

            Rest.assertProblem(refused, 400, "SW_VALIDATION");
            assertThat(refused.<List<String>>path("errors.field")).containsExactly(member);
        }
        assertThat(Rest.get(admin, "/v1/tenants/" + id).body().asString())
                .isEqualTo(before.body().asString());
    }

    @Test
    void aFormerSlugLeadsOnAndStaysTaken() {
        String first = Rest.freshSlug();
        Response created = Rest.create(admin, first);
        Rest.awaitState(created.header("Location"), "succeeded");
        TenantId id = TenantId.parse(created.path("data.id"));
        String second = Rest.freshSlug();

        patch(admin, id, Rest.get(admin, "/v1/tenants/" + id).header("ETag"), Map.of("slug", second))
                .then()
                .statusCode(200);

        Response former = Rest.as(admin).redirects().follow(false).get("/v1/tenants/by-slug/" + first);
        former.then().statusCode(308);
        assertThat(former.header("Location")).endsWith("/v1/tenants/by-slug/" + second);
        Rest.assertProblem(Rest.create(admin, first), 409, "SW_SLUG_TAKEN");
        Response directory = Rest.get(Callers.service("room-service"), "/internal/v1/directory?limit=1000");
        assertThat(directory.<List<String>>path("data.find { it.id == '" + id + "' }.former_slugs"))
                .containsExactly(first);
    }

    @Test
    void aFormerSlugLeavesTheDirectoriesAndIsFreeInTheEnd() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        Response before = Rest.get(admin, "/v1/tenants/" + id);
        String first = before.path("data.slug");
        patch(admin, id, before.header("ETag"), Map.of("slug", Rest.freshSlug()))
                .then()
                .statusCode(200);
        int led = Integer.parseInt(Database.read("SELECT version FROM tenant.tenants WHERE tenant_id = ?", id.uuid())
                .getFirst());

        Database.run("UPDATE tenant.slugs SET redirects_until = now() WHERE slug = ?", first);
        sweep.sweep().await().atMost(Duration.ofSeconds(30));

        Rest.assertProblem(Rest.get(admin, "/v1/tenants/by-slug/" + first), 404, "SW_TENANT_NOT_FOUND");
        Rest.assertProblem(Rest.create(admin, first), 409, "SW_SLUG_TAKEN");
        assertThat(Database.read(
                        "SELECT payload #>> '{data,former_slugs}' FROM tenant.outbox WHERE tenant_id = ?"
                                + " AND (payload #>> '{data,version}')::int > ?",
                        id.uuid(),
                        led))
                .containsExactly("[]");

        Database.run("UPDATE tenant.slugs SET reserved_until = now() WHERE slug = ?", first);
        sweep.sweep().await().atMost(Duration.ofSeconds(30));

        Rest.create(admin, first).then().statusCode(202);
    }

    @Test
    void anotherPartnersTenantAnswersLikeAnUnknownOne() {
        TenantId foreign = Rest.activeTenant(Callers.INTERNAL);
        PartnerId other = Rest.partner();
        String stranger = Callers.partnerAdmin(other);
        TenantId unknown = TenantId.random();

        for (String path : List.of("", "/limits", "/features")) {
            assertThat(answer(Rest.get(stranger, "/v1/tenants/" + foreign + path)))
                    .isEqualTo(answer(Rest.get(stranger, "/v1/tenants/" + unknown + path)));
        }
        for (String verb : List.of("resume", "archive", "restore")) {
            assertThat(answer(Rest.post(stranger, "/v1/tenants/" + foreign + "/" + verb)))
                    .isEqualTo(answer(Rest.post(stranger, "/v1/tenants/" + unknown + "/" + verb)));
        }
        assertThat(answer(patch(stranger, foreign, "*", Map.of("name", "Mine"))))
                .isEqualTo(answer(patch(stranger, unknown, "*", Map.of("name", "Mine"))));
        assertThat(answer(Rest.post(stranger, "/v1/tenants/" + foreign + "/suspend", Map.of("reason", "x"))))
                .isEqualTo(answer(Rest.post(stranger, "/v1/tenants/" + unknown + "/suspend", Map.of("reason", "x"))));
        assertThat(Rest.get(stranger, "/v1/tenants").<List<String>>path("data.id"))
                .isEmpty();
        assertThat(Rest.get(admin, "/v1/tenants/" + foreign).<String>path("data.status"))
                .isEqualTo("active");
    }

    @Test
    void aTenantsAdminSeesItsOwnTenantOnly() {
        TenantId own = Rest.activeTenant(Callers.INTERNAL);
        TenantId other = Rest.activeTenant(Callers.INTERNAL);
        String tenantAdmin = Callers.inTenant(Callers.INTERNAL, own, Role.TENANT_ADMIN);

        Response list = Rest.get(tenantAdmin, "/v1/tenants");

        assertThat(list.<List<String>>path("data.id")).containsExactly(own.wire());
        Rest.get(tenantAdmin, "/v1/tenants/" + own + "/limits").then().statusCode(200);
        Rest.assertProblem(Rest.get(tenantAdmin, "/v1/tenants/" + other), 404, "SW_TENANT_NOT_FOUND");
        Rest.assertProblem(
                Rest.put(tenantAdmin, "/v1/tenants/" + own + "/limits", "*", Map.of("max_rooms", 1)),
                403,
                "SW_AUTH_INSUFFICIENT_PERMISSION");
        Rest.assertProblem(patch(tenantAdmin, own, "*", Map.of("plan", "pro")), 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @Test
    void aPartnersAdminInOneTenantDoesNotReachAnother() {
        TenantId selected = Rest.activeTenant(Callers.INTERNAL);
        TenantId other = Rest.activeTenant(Callers.INTERNAL);
        String inSelected = Callers.partnerAdminIn(Callers.INTERNAL, selected);

        Rest.get(inSelected, "/v1/tenants/" + selected).then().statusCode(200);
        Rest.assertProblem(Rest.get(inSelected, "/v1/tenants/" + other), 404, "SW_TENANT_NOT_FOUND");
    }

    @Test
    void pagesFollowEachOtherAndCursorsBelongToTheirReader() {
        PartnerId partner = Rest.partner();
        String reader = Callers.partnerAdmin(partner);
        TenantId first = Rest.activeTenant(partner);
        TenantId second = Rest.activeTenant(partner);

        Response newest = Rest.get(reader, "/v1/tenants?limit=1");
        String cursor = newest.path("meta.next_cursor");
        Response older = Rest.get(reader, "/v1/tenants?limit=1&cursor=" + cursor);

        assertThat(newest.<List<String>>path("data.id")).containsExactly(second.wire());
        assertThat(older.<List<String>>path("data.id")).containsExactly(first.wire());
        assertThat(older.<Boolean>path("meta.has_more")).isFalse();
        Rest.assertProblem(Rest.get(admin, "/v1/tenants?cursor=" + cursor), 400, "SW_VALIDATION");
        Rest.assertProblem(Rest.get(reader, "/v1/tenants?cursor=" + cursor + "A"), 400, "SW_VALIDATION");
        Rest.assertProblem(Rest.get(reader, "/v1/operations?cursor=" + cursor), 400, "SW_VALIDATION");
    }

    @Test
    void anIdOfTheWrongKindIsAClearRefusal() {
        Rest.assertProblem(Rest.get(admin, "/v1/tenants/" + UserId.random()), 400, "SW_ID_INVALID");
        Rest.assertProblem(Rest.get(admin, "/v1/tenants/'; drop table tenants; --"), 400, "SW_ID_INVALID");
    }

    @Test
    void aPageSizeThatIsNoNumberInBoundsIsRefusedByName() {
        for (String list : List.of("tenants", "partners", "operations", "audit-log")) {
            for (String size : List.of("ten", "0", "201", "1.5")) {
                Response refused = Rest.get(Callers.superAdmin(), "/v1/" + list + "?limit=" + size);

                Rest.assertProblem(refused, 400, "SW_VALIDATION");
                assertThat(refused.<List<String>>path("errors.field")).containsExactly("limit");
            }
        }
    }

    private static Response patch(String token, TenantId id, String ifMatch, Object body) {
        var request = Rest.as(token).contentType(ContentType.JSON).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch("/v1/tenants/" + id);
    }

    private static String answer(Response response) {
        return response.statusCode() + " " + response.body().asString();
    }
}
