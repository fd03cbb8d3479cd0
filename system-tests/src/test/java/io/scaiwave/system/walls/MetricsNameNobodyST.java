package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T-37: no text of a request becomes a label, whoever sent it. */
class MetricsNameNobodyST {

    private static final String TEXT = "label-of-mallory";

    private static Installation installation;
    private static TestTenant tenant;

    @BeforeAll
    static void traffic() {
        installation = Installation.shared();
        tenant = TestTenant.create(installation);
        Api root = installation.as(installation.tokens().superAdmin());
        Api user = tenant.user("una");
        String room = tenant.room(user);
        tenant.say(user, room, "hello");
        user.get("/v1/rooms/" + room).expect(200);
        user.get("/t/" + tenant.slug() + "/v1/rooms").expect(200);
        user.get("/v1/rooms/" + TEXT).expect(400);
        user.get("/v1/" + TEXT).expect(404);
        user.with("Expect", TEXT).get("/v1/" + TEXT).expect(400);
        user.get("/t/" + TEXT + "/v1/rooms").expect(403);
        root.get("/v1/tenants/" + tenant.id()).expect(200);
        root.get("/v1/tenants/by-slug/" + tenant.slug()).expect(200);
        root.get("/v1/tenants/by-slug/" + TEXT).expect(404);
    }

    /** Management ports by their place behind the port base. Only a label that says "tenant" may hold a tenant's id. */
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 14})
    void noLabelHoldsAnIdOrASlug(int offset) throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + (installation.portBase() + offset) + "/q/metrics"))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(metrics)
                .containsAnyOf("http_server_requests_seconds_count", "scaiwave_gateway_tenant_requests_total");
        assertThat(metrics.replaceAll("tenant=\"tnt_[0-9a-z]{26}\"", ""))
                .doesNotContain(TEXT)
                .doesNotContain(tenant.slug())
                .doesNotContainPattern("[a-z]{2,10}_[0-7][0-9a-hjkmnp-tv-z]{25}");
    }
}
