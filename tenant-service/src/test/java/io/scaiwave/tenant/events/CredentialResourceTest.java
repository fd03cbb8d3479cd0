package io.scaiwave.tenant.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.CredentialId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Listener;
import io.scaiwave.tenant.testing.Platform;
import io.scaiwave.tenant.testing.Rest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class CredentialResourceTest {

    @Inject
    SystemLink servers;

    @Inject
    AccountSync sync;

    private TenantId tenant;
    private String admin;

    @BeforeEach
    void oneTenant() {
        tenant = Rest.activeTenant(Callers.INTERNAL);
        admin = Callers.inTenant(Callers.INTERNAL, tenant, Role.TENANT_ADMIN);
    }

    @Test
    void aDurableSubscriberCatchesUpOnWhatItMissed() throws Exception {
        RoomId room = RoomId.random();
        Response credential = Rest.post(admin, "/v1/event-credentials", Map.of("name", "durable", "durable", true));
        credential.then().statusCode(201);
        try (Platform platform = new Platform()) {
            platform.say(tenant, room, "one");
            platform.say(tenant, room, "two");
        }

        assertThat(fetch(credential, 2)).containsExactly("one", "two");
        assertThat(fetch(credential, 1)).as("what was confirmed stays read").isEmpty();
    }

    @Test
    void aDurableSubscriberReachesNoOtherConsumer() throws Exception {
        Response mine = Rest.post(admin, "/v1/event-credentials", Map.of("name", "mine", "durable", true));
        Response other = Rest.post(admin, "/v1/event-credentials", Map.of("name", "other", "durable", true));
        String consumer = other.path("data.consumer");
        try (Listener listener = Listener.with(mine)) {
            for (String subject : List.of(
                    "$JS.API.CONSUMER.MSG.NEXT.ROOMS." + consumer,
                    "$JS.ACK.ROOMS." + consumer + ".1.1.1.1.0",
                    "$JS.API.CONSUMER.DELETE.ROOMS." + consumer,
                    "$JS.API.STREAM.PURGE.ROOMS",
                    "$JS.API.STREAM.INFO.ROOMS")) {
                listener.connection().publish(subject, new byte[0]);
            }
            listener.on("_INBOX_" + consumer + ".>");

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(listener.refused()).hasSize(6));
        }
    }

    @Test
    void whatServersHoldOtherwiseIsGivenToThemAgain() throws Exception {
        Response credential = Rest.post(admin, "/v1/event-credentials", Map.of("name", "reader"));
        String account = credential.path("data.account");
        String held = servers.lookup(account).await().atMost(Duration.ofSeconds(5));
        Database.overwriteEventAccountIssue(tenant);

        sync.compareFrom(TenantId.of(new UUID(0, 0))).await().atMost(Duration.ofSeconds(60));

        String restored = servers.lookup(account).await().atMost(Duration.ofSeconds(5));
        assertThat(restored).isNotEqualTo(held).isNotEmpty();
        try (Listener listener = Listener.with(credential)) {
            assertThat(listener.isCut()).isFalse();
        }
    }

    @Test
    void theSecretIsShownOnceAndKeptNowhereInTheClear() {
        Response credential = Rest.as(admin)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(Map.of("name", "reader"))
                .post("/v1/event-credentials");
        String seed = credential.<String>path("data.creds").replaceAll("(?s).*(SU[A-Z2-7]{56}).*", "$1");

        Response list = Rest.get(admin, "/v1/event-credentials");

        assertThat(list.<List<String>>path("data.id")).containsExactly(credential.<String>path("data.id"));
        assertThat(list.body().asString()).doesNotContain(seed).doesNotContain("creds");
        assertThat(seed).startsWith("SU");
        assertThat(Database.everything(tenant)).doesNotContain(seed);
    }

    @Test
    void anExpiryIsAtMostAYearAwayAndThirtyDaysWhenNotNamed() {
        Response unnamed = Rest.post(admin, "/v1/event-credentials", Map.of("name", "x"));
        Response tooFar = Rest.post(
                admin,
                "/v1/event-credentials",
                Map.of(
                        "name",
                        "x",
                        "expires_at",
                        Instant.now().plus(Duration.ofDays(400)).toString()));
        Response past =
                Rest.post(admin, "/v1/event-credentials", Map.of("name", "x", "expires_at", "2020-01-01T00:00:00Z"));

        assertThat(Instant.parse(unnamed.path("data.expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
        Rest.assertProblem(tooFar, 400, "SW_VALIDATION");
        Rest.assertProblem(past, 400, "SW_VALIDATION");
    }

    @Test
    void anotherTenantsCredentialAnswersLikeAnUnknownOne() {
        String id =
                Rest.post(admin, "/v1/event-credentials", Map.of("name", "x")).path("data.id");
        TenantId other = Rest.activeTenant(Callers.INTERNAL);
        String stranger = Callers.inTenant(Callers.INTERNAL, other, Role.TENANT_ADMIN);

        Response foreign = Rest.as(stranger).delete("/v1/event-credentials/" + id);
        Response unknown = Rest.as(stranger).delete("/v1/event-credentials/" + CredentialId.random());

        assertThat(foreign.statusCode() + foreign.body().asString())
                .isEqualTo(unknown.statusCode() + unknown.body().asString());
        assertThat(Rest.get(stranger, "/v1/event-credentials").<List<String>>path("data.id"))
                .isEmpty();
    }

    private static List<String> fetch(Response credential, int count) throws Exception {
        try (Listener listener = Listener.with(credential)) {
            JetStreamSubscription subscription = listener.connection()
                    .jetStream()
                    .subscribe(
                            null,
                            PullSubscribeOptions.fastBind(
                                    credential.path("data.stream"), credential.path("data.consumer")));
            List<String> texts = new ArrayList<>();
            for (Message message : subscription.fetch(count, Duration.ofSeconds(2))) {
                texts.add(new String(message.getData(), StandardCharsets.UTF_8));
                message.ack();
            }
            listener.flushed();
            return texts;
        }
    }
}
