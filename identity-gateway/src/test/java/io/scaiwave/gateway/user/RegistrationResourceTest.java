package io.scaiwave.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Rows;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has a token becomes a user by saying so, once. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RegistrationResourceTest {

    @Inject
    TenantDirectory directory;

    private TenantEntry tenant;
    private String alice;

    @BeforeEach
    void aTokenOfATenant() {
        tenant = Edge.know(Tenants.fresh(), directory);
        alice = DevTokens.user(tenant, "alice");
    }

    private static HttpResponse<String> register(String token, String body, String... headers) {
        var request = Edge.request("/v1/auth/register")
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return Edge.send(request);
    }

    private static JsonObject user(HttpResponse<String> response) {
        return Edge.json(response).getJsonObject("data");
    }

    @Test
    void theFirstTimeMakesAUserAndEachTimeGivesIt() {
        HttpResponse<String> first = register(alice, "");
        HttpResponse<String> second = register(alice, "{}");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(first.headers().firstValue("Location")).hasValue("/v1/me");
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(user(second)).isEqualTo(user(first));
        assertThat(user(first).getString("subject")).isEqualTo("alice");
        assertThat(user(first).getString("kind")).isEqualTo("human");
        assertThat(user(first).getString("id"))
                .isEqualTo(Edge.json(Edge.get(alice, "/v1/me"))
                        .getJsonObject("data")
                        .getJsonObject("principal")
                        .getString("id"));
    }

    @Test
    void manyAtOnceMakeOne() throws Exception {
        Callable<HttpResponse<String>> call = () -> register(alice, "");

        List<HttpResponse<String>> answers;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = clients
                    .invokeAll(IntStream.range(0, 6).mapToObj(i -> call).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(answers)
                .extracting(answer -> user(answer).getString("id"))
                .containsOnly(user(answers.getFirst()).getString("id"));
        assertThat(registrations()).isEqualTo(1);
    }

    private long registrations() {
        return Rows.events(tenant.id(), "swp.audit.entry").stream()
                .filter(entry -> entry.getJsonObject("data").getString("action").equals("user.register"))
                .count();
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        HttpResponse<String> first = register(alice, "", "Idempotency-Key", "k1");

        HttpResponse<String> again = register(alice, "", "Idempotency-Key", "k1");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location")).hasValue("/v1/me");
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void theSameKeyOfAnotherTenantsUserIsAnother() {
        TenantEntry other = Edge.know(Tenants.fresh(), directory);
        register(alice, "", "Idempotency-Key", "k1");

        HttpResponse<String> theirs = register(DevTokens.user(other, "alice"), "", "Idempotency-Key", "k1");

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat(theirs.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void whatTheTokenDoesNotSayCannotBeAskedFor() {
        HttpResponse<String> refused = register(alice, "{\"roles\":[\"tenant_admin\"]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("SW_VALIDATION", "roles");
        assertThat(registrations()).isZero();
    }

    @Test
    void aTokenIsNeededAndAdministratorsFromAboveAreNoUsers() {
        assertThat(Edge.send(Edge.request("/v1/auth/register").POST(BodyPublishers.noBody()))
                        .body())
                .contains("SW_AUTH_MISSING_TOKEN");
        assertThat(register(DevTokens.superAdmin("root"), "", "X-Tenant-ID", tenant.slug())
                        .body())
                .contains("SW_STATE_CONFLICT");
    }
}
