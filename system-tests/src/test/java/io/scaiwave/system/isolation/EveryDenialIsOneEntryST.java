package io.scaiwave.system.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * every endpoint of the published description, called by somebody who has no permission at all: each refusal is
 * exactly one entry in the caller's own log, with the permission that was missing. A new endpoint joins by being
 * described.
 */
class EveryDenialIsOneEntryST {

    private static final String NOBODY = "role-that-nobody-defined";

    private static OpenApi api;
    private static TestTenant tenant;
    private static TestTenant other;

    @BeforeAll
    static void aTenant() {
        Installation installation = Installation.shared();
        api = new OpenApi(
                installation.anonymous().get("/openapi.json").expect(200).json());
        tenant = TestTenant.create(installation).unlimited();
        other = TestTenant.create(installation);
    }

    @Test
    void eachEndpointThatAsksForAPermission() {
        Map<String, String> denied = new TreeMap<>();
        int caller = 0;
        for (OpenApi.Endpoint endpoint : api.endpoints()) {
            // A caller of its own for each: what one person repeats within seconds is written as one.
            Api.Answer answer = call(tenant.as("nobody" + caller++, NOBODY), endpoint);
            assertThat(answer.status()).as("%s: %s", endpoint, answer.body()).isLessThan(500);
            if (answer.code().equals("SW_AUTH_INSUFFICIENT_PERMISSION")) {
                denied.put(answer.header("X-Request-ID"), endpoint.toString());
            }
        }
        System.out.printf(
                "%d endpoints, %d of them ask for a permission%n",
                api.endpoints().size(), denied.size());

        assertThat(denied).hasSizeGreaterThan(20);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(named(tenant, denied))
                .containsExactlyInAnyOrderElementsOf(denied.values()));
        assertThat(entries(tenant))
                .filteredOn(one -> denied.containsKey(requestOf(one)))
                .allSatisfy(one -> {
                    assertThat(one.path("action").asText()).isEqualTo("permission.denied");
                    assertThat(one.path("outcome").asText()).isEqualTo("denied");
                    assertThat(one.toString()).contains("permission");
                });
        assertThat(named(other, denied)).isEmpty();
    }

    private static List<String> named(TestTenant log, Map<String, String> denied) {
        List<String> found = new ArrayList<>();
        for (JsonNode entry : entries(log)) {
            String endpoint = denied.get(requestOf(entry));
            if (endpoint != null) {
                found.add(endpoint);
            }
        }
        return found;
    }

    private static String requestOf(JsonNode entry) {
        return entry.path("request_id").asText();
    }

    private static List<JsonNode> entries(TestTenant log) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = log.admin()
                    .get("/v1/audit-log?outcome=denied&limit=200" + cursor)
                    .expect(200)
                    .json();
            page.path("data").forEach(all::add);
            if (!page.path("meta").path("has_more").asBoolean()) {
                return all;
            }
            cursor = "&cursor=" + page.path("meta").path("next_cursor").asText();
        }
    }

    private static Api.Answer call(Api caller, OpenApi.Endpoint endpoint) {
        String path = endpoint.path();
        for (OpenApi.IdField field : endpoint.ids()) {
            path = path.replace("{" + field.name() + "}", field.prefix() + "_" + "0".repeat(25) + "1");
        }
        ObjectNode body = endpoint.bodySchema().map(new Bodies(api)::smallest).orElse(null);
        return caller.with("If-Match", "\"1\"")
                .send(
                        endpoint.method(),
                        path.replaceAll("\\{[^}]*}", "anything"),
                        body == null ? null : body.toString());
    }
}
