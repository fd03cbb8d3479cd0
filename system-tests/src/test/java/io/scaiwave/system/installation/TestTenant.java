package io.scaiwave.system.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;

/** A tenant made for one test by the partner's admin, as the README's tour does it. */
public record TestTenant(Installation installation, String id, String slug) {

    public static String internalPartner(Installation installation) {
        for (JsonNode partner : installation
                .as(installation.tokens().superAdmin())
                .get("/v1/partners?limit=200")
                .expect(200)
                .data()) {
            if (partner.path("slug").asText().equals("internal")) {
                return partner.path("id").asText();
            }
        }
        throw new AssertionError("There is no partner 'internal'");
    }

    public static TestTenant create(Installation installation) {
        return create(installation, internalPartner(installation));
    }

    public static TestTenant create(Installation installation, String partnerId) {
        return create(installation, partnerId, "shared");
    }

    /** @param isolation the level it lives on */
    public static TestTenant create(Installation installation, String partnerId, String isolation) {
        Api admin = installation.as(installation.tokens().partner(partnerId, "pat", "partner_admin"));
        String slug = "t" + UUID.randomUUID().toString().substring(0, 12);
        Api.Answer created = admin.post(
                        "/v1/tenants",
                        "{\"name\":\"%s\",\"slug\":\"%s\",\"isolation\":\"%s\"}".formatted(slug, slug, isolation))
                .expect(202);
        String operation = created.header("Location");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(
                                admin.get(operation).data().path("state").asText())
                        .isEqualTo("succeeded"));
        TestTenant tenant =
                new TestTenant(installation, created.data().path("id").asText(), slug);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(tenant.admin().get("/v1/me").status()).isEqualTo(200));
        return tenant;
    }

    /** With rate limits out of the way, for tests that ask often. */
    public TestTenant unlimited() {
        Api root = installation.as(installation.tokens().superAdmin());
        String path = "/v1/tenants/" + id + "/limits";
        root.with("If-Match", root.get(path).expect(200).header("ETag"))
                .put(
                        path,
                        "{\"requests_per_minute_user\":1000000,\"requests_per_minute_tenant\":1000000,"
                                + "\"requests_per_minute_partner\":1000000}")
                .expect(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(admin().get("/v1/me").header("RateLimit-Policy"))
                        .contains("1000000"));
        return this;
    }

    public Api admin() {
        return as("admin", "tenant_admin");
    }

    public Api user(String name) {
        return as(name, "tenant_user");
    }

    public Api viewer(String name) {
        return as(name, "tenant_viewer");
    }

    public Api as(String user, String role) {
        return installation.as(installation.tokens().tenant(id, user, role));
    }

    public String room(Api user) {
        return user.post("/v1/rooms", "{\"room_type\":\"group\",\"name\":\"A room\"}")
                .expect(201)
                .data()
                .path("id")
                .asText();
    }

    public JsonNode say(Api user, String room, String text) {
        return user.post(
                        "/v1/rooms/" + room + "/send",
                        "{\"content\":{\"msgtype\":\"swp.text\",\"body\":\"" + text + "\"}}")
                .expect(201)
                .data();
    }
}
