package io.scaiwave.system.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Registering and changing oneself, as the own tenant's log, the platform's events and another tenant see it. */
class AProfileBelongsToOnePersonST {

    private static Installation installation;
    private static TestTenant own;
    private static TestTenant other;

    @BeforeAll
    static void twoTenants() {
        installation = Installation.shared();
        own = TestTenant.create(installation).unlimited();
        other = TestTenant.create(installation);
    }

    @Test
    void aChangeIsOneEventAndOneEntryAndNothingToAnybodyElse() throws Exception {
        Api namesake = other.user("zoe");
        String before = namesake.get("/v1/me").expect(200).data().toString();
        List<Message> heard = new CopyOnWriteArrayList<>();

        try (Connection platform = platform();
                Listener stranger = Listener.of(other).subscribe(">").flush()) {
            platform.createDispatcher(heard::add).subscribe("swp.*.identity.user.updated");
            platform.flush(Duration.ofSeconds(5));
            String id = own.user("zoe")
                    .patch("/v1/me", "{\"display_name\":\"canary Zoe\"}")
                    .expect(200)
                    .data()
                    .path("principal")
                    .path("id")
                    .asText();

            await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(heard)
                    .filteredOn(message -> message.getSubject().equals("swp." + own.id() + ".identity.user.updated"))
                    .singleElement()
                    .satisfies(message -> assertThat(Listener.json(message)
                                    .path("data")
                                    .path("id")
                                    .asText())
                            .isEqualTo(id)));
            await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(entries(own, "user.update"))
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry.path("resource_id").asText()).isEqualTo(id)));
            assertThat(stranger.heard()).isEmpty();
        }
        assertThat(namesake.get("/v1/me").expect(200).data().toString()).isEqualTo(before);
        assertThat(other.admin().get("/v1/audit-log?limit=200").expect(200).body())
                .doesNotContain("canary Zoe");
    }

    @Test
    void registeringIsOneEntryHoweverOftenItIsDone() {
        Api newcomer = own.user("nina");

        newcomer.send("POST", "/v1/auth/register", null).expect(201);
        newcomer.send("POST", "/v1/auth/register", null).expect(200);
        String id = newcomer.post("/v1/auth/register", "{}")
                .expect(200)
                .data()
                .path("id")
                .asText();

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(entries(own, "user.register"))
                .extracting(entry -> entry.path("resource_id").asText())
                .containsOnlyOnce(id));
    }

    @Test
    void whoHasNoTokenCannotTellATenantFromNone() {
        Api anybody = installation.anonymous();
        String platform = anybody.get("/v1/auth/config").expect(200).body();

        for (String name : List.of(own.id(), own.slug(), other.slug(), "nobody-" + own.slug())) {
            assertThat(anybody.with("X-Tenant-ID", name)
                            .get("/v1/auth/config")
                            .expect(200)
                            .body())
                    .isEqualTo(platform);
        }
        for (String slug : List.of(own.slug(), "nobody-" + own.slug())) {
            assertThat(anybody.get("/t/" + slug + "/v1/auth/config").expect(200).body())
                    .isEqualTo(platform);
            assertThat(anybody.with("Host", slug + ".scaiwave.localhost")
                            .get("/v1/auth/config")
                            .expect(200)
                            .body())
                    .isEqualTo(platform);
        }
    }

    @Test
    void thePublicDescriptionHasThemAll() {
        JsonNode paths =
                installation.anonymous().get("/openapi.json").expect(200).json().path("paths");

        assertThat(paths.path("/v1/me").has("patch")).isTrue();
        assertThat(paths.path("/v1/auth/register").has("post")).isTrue();
        assertThat(paths.path("/v1/auth/config").path("get").path("security")).isEmpty();
    }

    private static List<JsonNode> entries(TestTenant tenant, String action) {
        JsonNode data = tenant.admin()
                .get("/v1/audit-log?limit=200&action=" + action)
                .expect(200)
                .data();
        List<JsonNode> found = new java.util.ArrayList<>();
        data.forEach(found::add);
        return found;
    }

    private static Connection platform() throws Exception {
        return Nats.connect(Options.builder()
                .server(installation.natsUrl())
                .authHandler(Nats.credentials(installation.environment().get("SCAIWAVE_NATS_ADMIN_CREDENTIALS")))
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
    }
}
