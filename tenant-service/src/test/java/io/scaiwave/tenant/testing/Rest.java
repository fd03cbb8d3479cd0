package io.scaiwave.tenant.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.token.InternalTokens;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls as the gateway would make them. */
public final class Rest {

    private Rest() {}

    public static RequestSpecification as(String token) {
        return given().header(InternalTokens.HEADER, token);
    }

    public static Response get(String token, String path) {
        return as(token).get(path);
    }

    public static Response post(String token, String path, Object body) {
        return as(token).contentType(ContentType.JSON).body(body).post(path);
    }

    public static Response post(String token, String path) {
        return as(token).post(path);
    }

    public static String freshSlug() {
        return "t" + UUID.randomUUID().toString().substring(0, 13).replace("-", "");
    }

    /** A tenant of that partner that has become active. */
    public static TenantId activeTenant(PartnerId partner) {
        Response created = create(Callers.partnerAdmin(partner), freshSlug());
        awaitState(created.header("Location"), "succeeded");
        return TenantId.parse(created.path("data.id"));
    }

    public static Response create(String token, String slug) {
        return post(token, "/v1/tenants", Map.of("name", "A tenant", "slug", slug));
    }

    public static Response create(String token, String slug, PartnerId partner) {
        return post(token, "/v1/tenants", Map.of("name", "A tenant", "slug", slug, "partner_id", partner.wire()));
    }

    public static Response put(String token, String path, @Nullable String ifMatch, Object body) {
        return matching(token, ifMatch).contentType(ContentType.JSON).body(body).put(path);
    }

    public static Response patch(String token, String path, @Nullable String ifMatch, Object body) {
        return matching(token, ifMatch).contentType(ContentType.JSON).body(body).patch(path);
    }

    private static RequestSpecification matching(String token, @Nullable String ifMatch) {
        return ifMatch == null ? as(token) : as(token).header("If-Match", ifMatch);
    }

    /** A partner nobody else uses. */
    public static PartnerId partner() {
        Response made = post(Callers.superAdmin(), "/v1/partners", Map.of("name", "A partner", "slug", freshSlug()));
        made.then().statusCode(201);
        return PartnerId.parse(made.path("data.id"));
    }

    public static void assertProblem(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.body().asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.<String>path("code")).isEqualTo(code);
    }

    public static void awaitState(String operation, String state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(get(Callers.superAdmin(), operation).<String>path("data.state"))
                                .isEqualTo(state));
    }
}
