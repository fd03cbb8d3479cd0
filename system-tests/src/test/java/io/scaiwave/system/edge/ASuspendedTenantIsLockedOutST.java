package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Suspension takes effect at the door, on live subscribers, and ends without loss. */
class ASuspendedTenantIsLockedOutST {

    private final Installation installation = Installation.shared();

    @Test
    void everywhereWithinTwoSecondsAndBackAgain() throws Exception {
        TestTenant tenant = TestTenant.create(installation);
        Api partner = installation.as(
                installation.tokens().partner(TestTenant.internalPartner(installation), "pat", "partner_admin"));
        Api user = tenant.user("alice");
        String room = tenant.room(user);
        tenant.say(user, room, "before");

        try (Listener listener = Listener.of(tenant).subscribe("swp.room.*.>").flush()) {
            partner.post("/v1/tenants/" + tenant.id() + "/suspend", "{\"reason\":\"unpaid\"}")
                    .expect(200);

            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() ->
                            assertThat(user.get("/v1/rooms/" + room).code()).isEqualTo("SW_TENANT_SUSPENDED"));
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() ->
                            assertThat(listener.connection().getStatus()).isNotEqualTo(Connection.Status.CONNECTED));
            assertThat(partner.post("/v1/tenants/" + tenant.id() + "/suspend", "{\"reason\":\"again\"}")
                            .expect(409)
                            .code())
                    .isEqualTo("SW_STATE_CONFLICT");

            partner.post("/v1/tenants/" + tenant.id() + "/resume", "{}").expect(200);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            user.get("/v1/rooms/" + room + "/messages").body())
                    .contains("before"));
        }
    }
}
