package io.scaiwave.tenant.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Listener;
import io.scaiwave.tenant.testing.Platform;
import io.scaiwave.tenant.testing.Rest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant's credential hears and what it may say. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OnlyOnesOwnEventsTest {

    private TenantId acme;
    private TenantId widgets;
    private final RoomId room = RoomId.random();

    @BeforeEach
    void twoTenants() {
        acme = Rest.activeTenant(Callers.INTERNAL);
        widgets = Rest.activeTenant(Callers.INTERNAL);
    }

    @Test
    void aSubscriberHearsItsOwnRoomsAndNothingElse() throws Exception {
        try (Platform platform = new Platform();
                Listener own = Listener.with(credential(acme)).on("swp.room.*.>");
                Listener stranger = Listener.with(credential(widgets))
                        .on("swp.room.*.>", "swp.room.>", ">", "swp.>", "swp.*.room.>", "swp." + acme + ".room.>")
                        .on("$JS.API.>", "$SYS.>", "_INBOX.>", "*")
                        .inQueue(">", "q")
                        .inQueue("swp.>", "q")) {
            platform.say(acme, room, "for acme");
            platform.say(widgets, room, "for widgets");

            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(own.texts()).containsExactly("for acme");
                assertThat(stranger.texts()).contains("for widgets");
            });
            assertThat(own.subjects()).containsExactly("swp.room." + room + ".message");
            assertThat(stranger.flushed().texts()).containsOnly("for widgets");
            assertThat(stranger.refused()).hasSizeGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void aSubscriberSaysNothingToAnybody() throws Exception {
        try (Listener own = Listener.with(credential(acme)).on("swp.room.>");
                Listener stranger = Listener.with(credential(widgets))) {
            List<String> subjects = List.of(
                    "swp.room." + room + ".message",
                    "swp." + acme + ".room." + room + ".message",
                    "$JS.API.STREAM.DELETE.ROOM_EVENTS",
                    "$JS.API.ACCOUNT.PURGE." + acme,
                    "$JS.API.STREAM.CREATE.MINE",
                    "$JS.ACK.ROOMS.someone.1.1.1.1.0",
                    "$SYS.REQ.CLAIMS.UPDATE",
                    "anything");
            for (String subject : subjects) {
                stranger.connection().publish(subject, "forged".getBytes(StandardCharsets.UTF_8));
            }
            stranger.flushed();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(stranger.refused()).hasSize(subjects.size()));
            assertThat(own.flushed().texts()).isEmpty();
        }
    }

    @Test
    void revokingACredentialCutsItsConnectionAndLeavesTheOthersAlone() throws Exception {
        Response revoked = credential(acme);
        Response kept = credential(acme);
        try (Listener cut = Listener.with(revoked);
                Listener stays = Listener.with(kept).on("swp.room.>")) {
            Rest.as(admin(acme))
                    .delete("/v1/event-credentials/" + revoked.path("data.id"))
                    .then()
                    .statusCode(204);

            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> assertThat(cut.isCut()).isTrue());
            assertThat(stays.flushed().isCut()).isFalse();
        }
        assertThat(canConnect(revoked)).isFalse();
        assertThat(canConnect(kept)).isTrue();
        Rest.assertProblem(
                Rest.as(admin(acme)).delete("/v1/event-credentials/" + revoked.path("data.id")), 404, "SW_NOT_FOUND");
    }

    @Test
    void suspendingATenantCutsAllItsConnectionsAndResumingLetsThemIn() throws Exception {
        Response credential = credential(acme);
        String partner = Callers.partnerAdmin(Callers.INTERNAL);
        try (Listener listener = Listener.with(credential)) {
            Rest.post(partner, "/v1/tenants/" + acme + "/suspend", Map.of("reason", "unpaid"))
                    .then()
                    .statusCode(200);

            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> assertThat(listener.isCut()).isTrue());
        }
        assertThat(canConnect(credential)).isFalse();
        Rest.post(partner, "/v1/tenants/" + acme + "/resume").then().statusCode(200);
        assertThat(canConnect(credential)).isTrue();
    }

    @Test
    void aPartnersSuspensionCutsItsTenantsToo() throws Exception {
        var partner = Rest.partner();
        TenantId tenant = Rest.activeTenant(partner);
        Response credential = Rest.post(
                Callers.inTenant(partner, tenant, Role.TENANT_ADMIN), "/v1/event-credentials", Map.of("name", "x"));
        try (Listener listener = Listener.with(credential)) {
            Rest.post(Callers.superAdmin(), "/v1/partners/" + partner + "/suspend", Map.of("reason", "fraud"))
                    .then()
                    .statusCode(200);

            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> assertThat(listener.isCut()).isTrue());
        }
    }

    private static boolean canConnect(Response credential) throws InterruptedException {
        try (Listener listener = Listener.with(credential)) {
            return !listener.isCut();
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static String admin(TenantId tenant) {
        return Callers.inTenant(Callers.INTERNAL, tenant, Role.TENANT_ADMIN);
    }

    private static Response credential(TenantId tenant) {
        Response made = Rest.post(admin(tenant), "/v1/event-credentials", Map.of("name", "a reader"));
        made.then().statusCode(201);
        return made;
    }
}
