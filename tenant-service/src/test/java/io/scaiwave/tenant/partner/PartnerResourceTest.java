package io.scaiwave.tenant.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class PartnerResourceTest {

    private final String root = Callers.superAdmin();

    @Test
    void thePlatformMakesAPartnerThatReadsItself() {
        PartnerId partner = Rest.partner();
        String own = Callers.partnerViewer(partner);

        Response read = Rest.get(own, "/v1/partners/" + partner);

        read.then().statusCode(200);
        assertThat(read.<String>path("data.status")).isEqualTo("active");
        assertThat(Rest.get(own, "/v1/partners").<List<String>>path("data.id")).containsExactly(partner.wire());
        assertThat(Rest.get(root, "/v1/partners?limit=200").<List<String>>path("data.slug"))
                .contains("internal");
    }

    @Test
    void aPartnerChangesNoPartner() {
        PartnerId partner = Rest.partner();
        String own = Callers.partnerAdmin(partner);

        for (Response refused : List.of(
                Rest.post(own, "/v1/partners", Map.of("name", "x", "slug", Rest.freshSlug())),
                Rest.patch(own, "/v1/partners/" + partner, "*", Map.of("max_tenants", 1_000)),
                Rest.post(own, "/v1/partners/" + partner + "/suspend", Map.of("reason", "x")),
                Rest.post(own, "/v1/partners/" + partner + "/resume"),
                Rest.as(own).header("If-Match", "*").delete("/v1/partners/" + partner))) {
            Rest.assertProblem(refused, 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        }
    }

    @Test
    void anotherPartnerAnswersLikeAnUnknownOne() {
        String stranger = Callers.partnerAdmin(Rest.partner());

        Response foreign = Rest.get(stranger, "/v1/partners/" + Rest.partner());
        Response unknown = Rest.get(stranger, "/v1/partners/" + PartnerId.random());

        Rest.assertProblem(foreign, 404, "SW_NOT_FOUND");
        assertThat(foreign.body().asString()).isEqualTo(unknown.body().asString());
    }

    @Test
    void onlyAPartnerWithoutTenantsIsDeleted() {
        PartnerId empty = Rest.partner();
        PartnerId used = Rest.partner();
        Rest.activeTenant(used);

        Rest.assertProblem(delete(used), 409, "SW_STATE_CONFLICT");
        Rest.assertProblem(delete(Callers.INTERNAL), 409, "SW_STATE_CONFLICT");
        Rest.assertProblem(Rest.as(root).delete("/v1/partners/" + empty), 428, "SW_PRECONDITION_REQUIRED");
        delete(empty).then().statusCode(204);
        Rest.assertProblem(Rest.get(root, "/v1/partners/" + empty), 404, "SW_NOT_FOUND");
    }

    @Test
    void wrongMembersAreNamed() {
        Map<String, Object> wrong = Map.of(
                "limits", Map.of("max_rooms", -1),
                "max_tenants", -1,
                "base_domain", "no spaces here",
                "status", "active",
                "settings", "text");

        wrong.forEach((member, value) -> {
            Response refused =
                    Rest.post(root, "/v1/partners", Map.of("name", "x", "slug", Rest.freshSlug(), member, value));
            Rest.assertProblem(refused, 400, "SW_VALIDATION");
            assertThat(refused.<List<String>>path("errors.field"))
                    .containsExactly(member.equals("limits") ? "max_rooms" : member);
        });
    }

    @Test
    void suspendingTwiceIsRefusedAndNamesWhatIsLegal() {
        PartnerId partner = Rest.partner();
        Rest.post(root, "/v1/partners/" + partner + "/suspend", Map.of("reason", "x"))
                .then()
                .statusCode(200);

        Response again = Rest.post(root, "/v1/partners/" + partner + "/suspend", Map.of("reason", "x"));

        Rest.assertProblem(again, 409, "SW_STATE_CONFLICT");
        assertThat(again.<String>path("detail")).contains("resume");
        assertThat(Rest.get(Callers.partnerAdmin(partner), "/v1/audit-log").<List<String>>path("data.action"))
                .containsExactly("partner.suspend", "partner.create");
    }

    private Response delete(PartnerId partner) {
        return Rest.as(root).header("If-Match", "*").delete("/v1/partners/" + partner);
    }
}
