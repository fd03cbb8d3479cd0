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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The token decides; everything else may only agree. */
class SelectorsMustAgreeST {

    private static Installation installation;
    private static TestTenant own;
    private static TestTenant other;

    @BeforeAll
    static void twoTenants() {
        installation = Installation.shared();
        own = TestTenant.create(installation);
        other = TestTenant.create(installation);
    }

    static Stream<String> selectors() {
        return Stream.of("header-id", "header-slug", "path", "subdomain");
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void aSelectorThatAgreesChangesNothing(String selector) {
        Api.Answer answer = select(own.admin(), selector, own.id(), own.slug());

        assertThat(answer.expect(200).data().path("tenant").path("id").asText()).isEqualTo(own.id());
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void anotherTenantAndNoTenantAreRefusedWithTheSameBytes(String selector) {
        Api.Answer foreign = select(own.admin(), selector, other.id(), other.slug());
        Api.Answer unknown = select(own.admin(), selector, "tnt_" + "0".repeat(25) + "1", "nobody-here-" + own.slug());

        assertThat(foreign.expect(403).code()).isEqualTo("SW_AUTH_TENANT_MISMATCH");
        assertThat(foreign.bodyButRequestId()).isEqualTo(unknown.bodyButRequestId());
    }

    @Test
    void eachDisagreementAndEachDenialIsOneEntryInTheCallersOwnLog() {
        TestTenant caller = TestTenant.create(installation);
        List<String> requests = new ArrayList<>();
        for (String selector : selectors().toList()) {
            requests.add(
                    select(caller.admin(), selector, other.id(), other.slug()).header("X-Request-ID"));
        }
        requests.add(caller.user("uwe").get("/v1/audit-log").expect(403).header("X-Request-ID"));

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(entries(caller, requests))
                .as("denied entries in the caller's log")
                .containsExactlyInAnyOrderElementsOf(requests));
        assertThat(other.admin().get("/v1/audit-log?limit=200").expect(200).body())
                .doesNotContain(caller.id())
                .doesNotContain(caller.slug());
    }

    private static List<String> entries(TestTenant tenant, List<String> requests) {
        List<String> found = new ArrayList<>();
        for (JsonNode entry : tenant.admin()
                .get("/v1/audit-log?outcome=denied&limit=200")
                .expect(200)
                .data()) {
            String request = entry.path("request_id").asText();
            if (requests.contains(request)) {
                found.add(request);
            }
        }
        return found;
    }

    private static Api.Answer select(Api api, String selector, String id, String slug) {
        return switch (selector) {
            case "header-id" -> api.with("X-Tenant-ID", id).get("/v1/me");
            case "header-slug" -> api.with("X-Tenant-ID", slug).get("/v1/me");
            case "path" -> api.get("/t/" + slug + "/v1/me");
            case "subdomain" -> api.with("Host", slug + ".scaiwave.localhost").get("/v1/me");
            default -> throw new IllegalArgumentException(selector);
        };
    }
}
