package io.scaiwave.system.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever a partner's admin reads of one tenant, selected or only named in the path, is one entry of its own log. */
class AdminsFromAboveLeaveTracesST {

    private static Installation installation;
    private static String partner;
    private static TestTenant tenant;
    private static String operation;

    @BeforeAll
    static void aTenant() {
        installation = Installation.shared();
        partner = TestTenant.internalPartner(installation);
        tenant = TestTenant.create(installation);
        operation = admin("finder")
                .get("/v1/operations?tenant_id=" + tenant.id())
                .expect(200)
                .data()
                .path(0)
                .path("id")
                .asText();
    }

    private static Api admin(String name) {
        return installation.as(installation
                .tokens()
                .partner(partner, name + "-" + UUID.randomUUID().toString().substring(0, 8), "partner_admin"));
    }

    /** Every read that the API's own description says is about one tenant. */
    private static List<String> readsOfOneTenant() {
        List<String> paths = new ArrayList<>(List.of(
                "/v1/tenants/by-slug/" + tenant.slug(),
                "/v1/operations/" + operation,
                "/v1/operations/" + operation + "/events"));
        new OpenApi(installation.anonymous().get("/openapi.json").expect(200).json())
                .endpoints().stream()
                        .filter(endpoint -> endpoint.method().equals("GET"))
                        .map(OpenApi.Endpoint::path)
                        .filter(path -> path.matches("/v1/tenants/\\{id}[a-z/-]*"))
                        .forEach(path -> paths.add(path.replace("{id}", tenant.id())));
        return paths;
    }

    @TestFactory
    List<DynamicTest> aReadOfOneTenantIsOneEntry() {
        List<String> paths = readsOfOneTenant();
        assertThat(paths).hasSizeGreaterThanOrEqualTo(6);
        return paths.stream()
                .map(path -> DynamicTest.dynamicTest("GET " + path, () -> {
                    Api admin = admin("reader");
                    String request = admin.get(path).expect(200).header("X-Request-ID");
                    awaitExactly(admin, List.of(request));
                }))
                .toList();
    }

    @Test
    void alsoOfASuperAdmin() {
        Api root = installation.as(installation.tokens().superAdmin());
        String path = "/v1/tenants/" + tenant.id();
        root.get(path).expect(200);

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(accesses(root, actor(root))).isNotEmpty());
    }

    @Test
    void listingsAndUnknownTenantsAreNoAccess() {
        Api admin = admin("lister");
        admin.get("/v1/tenants").expect(200);
        admin.get("/v1/operations").expect(200);
        admin.get("/v1/tenants/tnt_" + "0".repeat(25) + "1").expect(404);
        String request = admin.get("/v1/tenants/" + tenant.id()).expect(200).header("X-Request-ID");

        awaitExactly(admin, List.of(request));
    }

    private static void awaitExactly(Api admin, List<String> requests) {
        String actor = actor(admin);
        Api auditor = admin("auditor");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(accesses(auditor, actor))
                        .extracting(entry -> entry.path("request_id").asText())
                        .containsExactlyElementsOf(requests));
    }

    private static String actor(Api admin) {
        return admin.get("/v1/me")
                .expect(200)
                .data()
                .path("principal")
                .path("id")
                .asText();
    }

    private static List<JsonNode> accesses(Api reader, String actor) {
        List<JsonNode> found = new ArrayList<>();
        reader.get("/v1/audit-log?action=tenant.access&resource_id=" + tenant.id() + "&actor_id=" + actor)
                .expect(200)
                .data()
                .forEach(found::add);
        return found;
    }
}
