package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partner's word reaches every tenant of a fleet, however large, once. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PartnerCascadeTest {

    private static final Logger LOG = Logger.getLogger(PartnerCascadeTest.class);
    private static final int FLEET = Integer.getInteger("scaiwave.fleet", 10_000);
    private static final Duration IN_TIME = Duration.ofSeconds(90);

    private final String root = Callers.superAdmin();
    private PartnerId partner;

    @BeforeEach
    void foundAPartner() {
        partner = Rest.partner();
    }

    /** Tenants cannot be deleted yet, and other tests would meet so many. What a relay holds is left for the next look. */
    @AfterEach
    void forgetTheFleet() {
        String ours = "tenant_id IN (SELECT tenant_id FROM tenant.tenants WHERE partner_id = ?)";
        await().atMost(IN_TIME).untilAsserted(() -> {
            Database.run(
                    "DELETE FROM tenant.outbox WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM tenant.outbox WHERE "
                            + ours + " FOR UPDATE SKIP LOCKED)",
                    partner.uuid());
            assertThat(Database.read("SELECT id FROM tenant.outbox WHERE " + ours, partner.uuid()))
                    .isEmpty();
        });
        Database.run("DELETE FROM tenant.tenants WHERE partner_id = ?", partner.uuid());
    }

    @Test
    void suspensionAndReturnReachTenThousandTenantsOnceEach() {
        found(FLEET);

        Response suspended = Rest.post(root, "/v1/partners/" + partner + "/suspend", Map.of("reason", "unpaid"));
        long answered = System.nanoTime();

        suspended.then().statusCode(200);
        awaitReached();
        LOG.infof("%d tenants reached %d ms after the answer", FLEET, (System.nanoTime() - answered) / 1_000_000);
        assertThat(count("partner_status = 'suspended' AND partner_epoch = 2 AND version = 2"))
                .isEqualTo(FLEET);
        assertThat(announced()).isEqualTo(FLEET);

        Rest.post(root, "/v1/partners/" + partner + "/resume").then().statusCode(200);

        awaitReached();
        assertThat(count("partner_status = 'active' AND partner_epoch = 3 AND version = 3"))
                .isEqualTo(FLEET);
        assertThat(announced()).isEqualTo(2L * FLEET);
    }

    /** The rows of a replica that died in the middle of it. */
    @Test
    void whatACrashedReplicaLeftIsTakenUp() {
        found(3 * PartnerCascade.BATCH);
        Database.run("UPDATE tenant.partners SET status = 'suspended', epoch = 2 WHERE partner_id = ?", partner.uuid());

        awaitReached();

        assertThat(count("partner_status = 'suspended' AND partner_epoch = 2 AND version = 2"))
                .isEqualTo(3 * PartnerCascade.BATCH);
        assertThat(announced()).isEqualTo(3L * PartnerCascade.BATCH);
    }

    /** Whoever comes while the word goes round finds the partner as it is. */
    @Test
    void aChangeOfMindOnTheWayLeavesNobodyBehind() {
        found(3 * PartnerCascade.BATCH);

        for (int i = 0; i < 3; i++) {
            Rest.post(root, "/v1/partners/" + partner + "/suspend", Map.of("reason", "x"))
                    .then()
                    .statusCode(200);
            Rest.post(root, "/v1/partners/" + partner + "/resume").then().statusCode(200);
        }

        awaitReached();
        assertThat(count("partner_status = 'active' AND partner_epoch = 7")).isEqualTo(3 * PartnerCascade.BATCH);
    }

    private void found(int tenants) {
        Database.run(
                "INSERT INTO tenant.tenants (partner_id, tenant_id, slug, name, state, plan, isolation, data_region,"
                        + " partner_status, partner_epoch, partner_limits)"
                        + " SELECT ?, gen_random_uuid(), 'fleet-' || i, 'Fleet', '{\"status\":\"active\"}', 'free', 'shared',"
                        + " 'eu-west', 'active', 1, '{}' FROM generate_series(1, ?) i",
                partner.uuid(),
                tenants);
    }

    private void awaitReached() {
        await().atMost(IN_TIME).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(Database.read(
                        "SELECT cascaded_epoch = epoch FROM tenant.partners WHERE partner_id = ?", partner.uuid()))
                .containsExactly("t"));
    }

    private long count(String condition) {
        return Long.parseLong(Database.read(
                        "SELECT count(*) FROM tenant.tenants WHERE partner_id = ? AND " + condition, partner.uuid())
                .getFirst());
    }

    private long announced() {
        return Long.parseLong(Database.read(
                        "SELECT count(*) FROM tenant.outbox o JOIN tenant.tenants t ON t.tenant_id = o.tenant_id"
                                + " WHERE t.partner_id = ? AND o.subject LIKE '%.tenant.epoch'",
                        partner.uuid())
                .getFirst());
    }
}
