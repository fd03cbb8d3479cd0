package io.scaiwave.tenant.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class RepeatedCreationTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @Test
    void theSameKeyAndBodyGiveTheFirstAnswerAgain() {
        String key = UUID.randomUUID().toString();
        String slug = Rest.freshSlug();
        Response first = create(admin, key, slug);

        Response again = create(admin, key, slug);

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(202);
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        Rest.assertProblem(create(admin, key, Rest.freshSlug()), 422, "SW_IDEMPOTENCY_CONFLICT");
    }

    @Test
    void manyAtOnceWithOneKeyMakeOneTenant() throws Exception {
        String key = UUID.randomUUID().toString();
        String slug = Rest.freshSlug();

        List<Response> answers = atOnce(8, () -> create(admin, key, slug));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 202 || answer.statusCode() == 409);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202).map(answer -> answer.path("data.id")))
                .isNotEmpty()
                .containsOnly(create(admin, key, slug).<Object>path("data.id"));
        assertThat(Rest.get(admin, "/v1/tenants?q=" + slug).<List<String>>path("data.id"))
                .hasSize(1);
    }

    @Test
    void manyAtOnceNeverTakeMorePlacesThanThePartnerHas() throws Exception {
        PartnerId partner = Rest.partner();
        Rest.patch(Callers.superAdmin(), "/v1/partners/" + partner, "*", Map.of("max_tenants", 3))
                .then()
                .statusCode(200);
        String own = Callers.partnerAdmin(partner);

        List<Response> answers = atOnce(10, () -> Rest.create(own, Rest.freshSlug()));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(3);
        Response refused = answers.stream()
                .filter(answer -> answer.statusCode() != 202)
                .findFirst()
                .orElseThrow();
        Rest.assertProblem(refused, 409, "SW_PARTNER_POOL_EXHAUSTED");
        assertThat(refused.<Integer>path("limit.limit")).isEqualTo(3);
    }

    @Test
    void oneSlugIsTakenOnce() throws Exception {
        String slug = Rest.freshSlug();

        List<Response> answers = atOnce(6, () -> Rest.create(admin, slug));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(1);
        answers.stream()
                .filter(answer -> answer.statusCode() != 202)
                .forEach(answer -> Rest.assertProblem(answer, 409, "SW_SLUG_TAKEN"));
    }

    @Test
    void whatIsNotOnOfferIsRefusedByName() {
        Map<String, Object> good = Map.of("name", "A", "slug", Rest.freshSlug());
        Map<String, Object> wrong = Map.of(
                "isolation", "cloud",
                "data_region", "mars",
                "plan", "gold",
                "admin_email", "nobody",
                "external_ids", Map.of("", "x"),
                "slug", "admin",
                "colour", "red");

        wrong.forEach((member, value) -> {
            Map<String, Object> body = new java.util.HashMap<>(good);
            body.put(member, value);
            Response refused = Rest.post(admin, "/v1/tenants", body);
            Rest.assertProblem(refused, 400, "SW_VALIDATION");
            assertThat(refused.<List<String>>path("errors.field")).containsExactly(member);
        });
        Rest.assertProblem(Rest.create(admin, Rest.freshSlug(), PartnerId.random()), 404, "SW_NOT_FOUND");
    }

    private static Response create(String token, String key, String slug) {
        return Rest.as(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "A tenant", "slug", slug))
                .post("/v1/tenants");
    }

    private static List<Response> atOnce(int many, Callable<Response> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> running = threads.invokeAll(java.util.Collections.nCopies(many, call));
            return running.stream().map(Future::resultNow).toList();
        }
    }
}
