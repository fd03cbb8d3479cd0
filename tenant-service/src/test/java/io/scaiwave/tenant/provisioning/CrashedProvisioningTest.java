package io.scaiwave.tenant.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.PlacingPeer;
import io.scaiwave.tenant.testing.Rest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new tenant gets ready whatever happens to the service that works on it, or it is undone and can be tried again. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CrashedProvisioningTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @AfterEach
    void peerIsWell() {
        PlacingPeer.refuse(0);
        PlacingPeer.letGo();
    }

    /** The rows of a worker that died after the step's effect and before it wrote that down. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void workLeftAtAnyStepIsTakenUpAndDoneOnce(int step) {
        Response created = Rest.create(admin, Rest.freshSlug());
        Rest.awaitState(created.header("Location"), "succeeded");
        TenantId tenant = TenantId.parse(created.path("data.id"));
        OperationId operation = OperationId.parse(created.path("meta.operation_id"));
        List<String> accounts = accounts(tenant);

        leaveAt(tenant, operation, step);

        Rest.awaitState(created.header("Location"), "succeeded");
        assertThat(Rest.get(admin, "/v1/tenants/" + tenant).<String>path("data.status"))
                .isEqualTo("active");
        assertThat(accounts(tenant)).isEqualTo(accounts).hasSize(1);
        assertThat(Rest.get(admin, "/v1/operations/" + operation).<List<String>>path("data.steps.state"))
                .containsOnly("succeeded");
    }

    @Test
    void aPeerThatIsAwayForAMomentIsTriedAgain() {
        PlacingPeer.refuse(2);

        Response created = Rest.create(admin, Rest.freshSlug());

        Rest.awaitState(created.header("Location"), "succeeded");
        assertThat(Rest.get(admin, created.header("Location"))
                        .<Integer>path("data.steps.find { it.name == 'placement' }.attempt"))
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeDoneIsUndoneAndCanBeTriedAgain() {
        PlacingPeer.refuse(1_000);
        Response created = Rest.create(admin, Rest.freshSlug());
        String operation = created.header("Location");
        String tenant = "/v1/tenants/" + created.path("data.id");
        Rest.awaitState(operation, "rolled_back");
        Response failed = Rest.get(admin, tenant);
        String why = Rest.get(admin, operation).path("data.error");
        PlacingPeer.refuse(0);

        Rest.post(admin, operation + "/retry").then().statusCode(202);

        Rest.awaitState(operation, "succeeded");
        assertThat(failed.<String>path("data.status")).isEqualTo("failed");
        assertThat(why).contains("room-service");
        assertThat(Rest.get(admin, tenant).<String>path("data.status")).isEqualTo("active");
        Rest.assertProblem(Rest.post(admin, operation + "/retry"), 409, "SW_STATE_CONFLICT");
    }

    @Test
    void aCancelledOperationIsUndoneAfterItsRunningStep() {
        PlacingPeer.hold();
        Response created = Rest.create(admin, Rest.freshSlug());
        String operation = created.header("Location");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        Rest.get(admin, operation).<String>path("data.steps.find { it.name == 'placement' }.state"))
                .isEqualTo("running"));

        Rest.post(admin, operation + "/cancel").then().statusCode(202);
        PlacingPeer.letGo();

        Rest.awaitState(operation, "cancelled");
        assertThat(Rest.get(admin, "/v1/tenants/" + created.path("data.id")).<String>path("data.status"))
                .isEqualTo("failed");
        assertThat(PlacingPeer.removed()).contains(created.<String>path("data.id"));
        Rest.assertProblem(Rest.post(admin, operation + "/cancel"), 409, "SW_STATE_CONFLICT");
    }

    private static void leaveAt(TenantId tenant, OperationId operation, int step) {
        Database.run(
                "UPDATE tenant.operation_steps SET state = CASE WHEN position = ? THEN 'running' ELSE 'queued' END"
                        + " WHERE operation_id = ? AND position >= ?",
                step,
                operation.uuid(),
                step);
        Database.run(
                "UPDATE tenant.tenants SET state = '{\"status\":\"provisioning\"}' WHERE tenant_id = ?", tenant.uuid());
        Database.run(
                "UPDATE tenant.operations SET state = 'running', lease_until = now() - interval '1 second',"
                        + " finished_at = NULL WHERE operation_id = ?",
                operation.uuid());
    }

    private static List<String> accounts(TenantId tenant) {
        return Database.read("SELECT public_key FROM tenant.event_accounts WHERE tenant_id = ?", tenant.uuid());
    }
}
