package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RateLimit fields on every answer, the early refusals too, and the budget for tokens that are not good. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EveryAnswerNamesABudgetTest {

    /** The tests' gateway lets an address fail 200 times a minute. */
    private static final int MOST_TRIES = 2_000;

    @Inject
    TenantDirectory directory;

    @Inject
    MeterRegistry metrics;

    private TenantEntry tenant;
    private String token;

    @BeforeEach
    void aUser() {
        tenant = Edge.know(Tenants.fresh(), directory);
        token = DevTokens.user(tenant, "alice");
    }

    private static String ask(String address, String line, String authorization) {
        return Edge.rawFrom(address, line + "\r\nHost: a.example\r\nConnection: close\r\n" + authorization + "\r\n");
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/rooms HTTP/1.1,401",
        "GET /nothing HTTP/1.1,404",
        "GET /v1/../rooms HTTP/1.1,400",
        "TRACE /v1/rooms HTTP/1.1,405",
        "GET /v1/rooms HTTP/7.1,400",
        "GET /.well-known/jwks.json HTTP/1.1,200"
    })
    void beforeACallerIsKnownItIsThatOfItsAddress(String line, int status) {
        String answer = ask("127.0.0.1", line, "");

        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .containsPattern("(?i)ratelimit-policy: \"(authentication|address)\";q=\\d+;w=60\r\n")
                .containsPattern("(?i)ratelimit: \"(authentication|address)\";r=\\d+;t=\\d+\r\n");
    }

    @ParameterizedTest
    @CsvSource({"/v1/rooms,200", "/v1/rooms/denied,403", "/v1/rooms/broken,503"})
    void afterThatItIsTheCallersOwn(String path, int status) {
        assertThat(ask("127.0.0.1", "GET " + path + " HTTP/1.1", bearer(token)))
                .startsWith("HTTP/1.1 " + status)
                .containsPattern("(?i)ratelimit-policy: \"user\";q=100000;w=60\r\n");
    }

    @Test
    void aTenantThatIsNotInUseIsToldABudgetToo() {
        Edge.know(Tenants.with(tenant, "suspended", "active"), directory);

        assertThat(ask("127.0.0.1", "GET /v1/rooms HTTP/1.1", bearer(token)))
                .startsWith("HTTP/1.1 403")
                .containsIgnoringCase("ratelimit-policy: ");
    }

    /** G-31: guessing is slowed down, at that address alone, and only for tokens nobody has seen to be good. */
    @Test
    void whoShowsTooManyBadTokensWaitsAndOthersDoNot() {
        String address = "127.7.7.7";
        assertThat(ask(address, "GET /v1/rooms HTTP/1.1", bearer(token))).startsWith("HTTP/1.1 200");
        String answer = "";
        for (int i = 0; i < MOST_TRIES && !answer.startsWith("HTTP/1.1 429"); i++) {
            answer = ask(address, "GET /v1/rooms HTTP/1.1", bearer("a.b." + i));
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("HTTP/1.1 400");
        }

        assertThat(answer)
                .startsWith("HTTP/1.1 429")
                .contains("SW_RATE_LIMIT_EXCEEDED", "\"level\":\"authentication\"")
                .containsPattern("(?i)retry-after: \\d+\r\n");
        assertThat(ask(address, "GET /v1/rooms HTTP/1.1", bearer(token))).startsWith("HTTP/1.1 200");
        assertThat(ask("127.7.7.8", "GET /v1/rooms HTTP/1.1", bearer("a.b.c"))).startsWith("HTTP/1.1 401");
    }

    @Test
    void aGenuineTokenOfATenantThatIsNotThereIsABadOne() {
        String address = "127.7.7.9";
        String homeless = bearer(DevTokens.user(Tenants.fresh(), "nobody"));
        String answer = "";
        for (int i = 0; i < MOST_TRIES && !answer.startsWith("HTTP/1.1 429"); i++) {
            answer = ask(address, "GET /v1/rooms HTTP/1.1", homeless);
            assertThat(answer).startsWith("HTTP/1.1 4");
        }

        assertThat(answer).startsWith("HTTP/1.1 429");
    }

    @Test
    void requestsAreMeasuredByRouteAndStatusAndNothingACallerWrote() {
        ask("127.0.0.1", "GET /v1/rooms/marker-of-mine HTTP/1.1", bearer(token));
        ask("127.0.0.1", "GET /marker-of-mine HTTP/1.1", bearer(token));

        assertThat(metrics.get("scaiwave.gateway.requests")
                        .tag("route", "/v1/rooms")
                        .tag("status", "2xx")
                        .timer()
                        .count())
                .isPositive();
        assertThat(metrics.getMeters().stream().map(Meter::getId).map(Object::toString))
                .isNotEmpty()
                .noneMatch(id -> id.contains("marker-of-mine"));
    }
}
