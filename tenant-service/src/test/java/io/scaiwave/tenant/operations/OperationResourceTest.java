package io.scaiwave.tenant.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.token.InternalTokens;
import io.scaiwave.tenancy.web.Authorization;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.PlacingPeer;
import io.scaiwave.tenant.testing.Rest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperationResourceTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @AfterEach
    void peerIsWell() {
        PlacingPeer.letGo();
    }

    @Test
    void anOperationIsFollowedToItsEnd() throws Exception {
        PlacingPeer.hold();
        Response created = Rest.create(admin, Rest.freshSlug());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream =
                    client.send(events(created.header("Location"), "-1"), HttpResponse.BodyHandlers.ofLines());
            PlacingPeer.letGo();

            List<String> lines = stream.body().toList();

            List<Long> ids = lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> Long.valueOf(line.substring(3).strip()))
                    .toList();
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            assertThat(lines).contains("event:operation");
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("data:"))
                            .toList()
                            .getLast())
                    .contains("\"state\":\"succeeded\"");
            HttpResponse<Stream<String>> again = client.send(
                    events(created.header("Location"), ids.getLast().toString()), HttpResponse.BodyHandlers.ofLines());
            assertThat(again.body().filter(line -> line.startsWith("data:"))).isEmpty();
        }
    }

    /** Or a stream that an admin opens from above would be in no audit log. */
    @Test
    void theGatewayIsToldWhoseOperationIsReadOrFollowed() throws Exception {
        Response created = Rest.create(admin, Rest.freshSlug());
        String operation = created.header("Location");
        Rest.awaitState(operation, "succeeded");

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> followed = client.send(events(operation, "-1"), HttpResponse.BodyHandlers.ofString());

            assertThat(followed.headers().allValues(Authorization.TENANT_HEADER))
                    .containsExactly(created.<String>path("data.id"));
        }
        assertThat(Rest.get(admin, operation).headers().getValues(Authorization.TENANT_HEADER))
                .containsExactly(created.<String>path("data.id"));
        assertThat(Rest.get(admin, "/v1/operations/" + OperationId.random() + "/events")
                        .headers()
                        .hasHeaderWithName(Authorization.TENANT_HEADER))
                .isFalse();
    }

    @Test
    void operationsAreSeenByThoseWhoSeeTheTenant() {
        Response created = Rest.create(admin, Rest.freshSlug());
        Rest.awaitState(created.header("Location"), "succeeded");
        TenantId tenant = TenantId.parse(created.path("data.id"));
        String operation = created.path("meta.operation_id");
        TenantId other = Rest.activeTenant(Callers.INTERNAL);

        String own = Callers.inTenant(Callers.INTERNAL, tenant, Role.TENANT_ADMIN);
        String stranger = Callers.inTenant(Callers.INTERNAL, other, Role.TENANT_ADMIN);

        Rest.get(own, "/v1/operations/" + operation).then().statusCode(200);
        assertThat(Rest.get(own, "/v1/operations").<List<String>>path("data.id"))
                .containsExactly(operation);
        Response foreign = Rest.get(stranger, "/v1/operations/" + operation);
        Response unknown = Rest.get(stranger, "/v1/operations/" + OperationId.random());
        Rest.assertProblem(foreign, 404, "SW_NOT_FOUND");
        assertThat(foreign.body().asString()).isEqualTo(unknown.body().asString());
        Rest.assertProblem(Rest.get(stranger, "/v1/operations/" + operation + "/events"), 404, "SW_NOT_FOUND");
        Rest.assertProblem(
                Rest.post(own, "/v1/operations/" + operation + "/cancel"), 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        Rest.assertProblem(
                Rest.post(Callers.partnerAdmin(Rest.partner()), "/v1/operations/" + operation + "/cancel"),
                404,
                "SW_NOT_FOUND");
    }

    private HttpRequest events(String operation, String lastSeen) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + operation + "/events"))
                .header(InternalTokens.HEADER, admin)
                .header("Last-Event-ID", lastSeen)
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}
