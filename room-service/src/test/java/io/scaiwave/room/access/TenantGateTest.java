package io.scaiwave.room.access;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Nats;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.directory.TenantDirectory;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's cache is not the only wall. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TenantGateTest {

    @Inject
    TenantDirectory directory;

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();

    private void tell(long epoch, String status, String partnerStatus) {
        try (Nats nats = new Nats()) {
            nats.tell(directory, Nats.entry(Tenant.at(tenant.context(), epoch), status, partnerStatus, Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "archived", "deleting", "deleted", "failed", "provisioning"})
    void aTokenFromBeforeTheChangeIsRefused(String status) {
        String room = Rest.room(alice, "group");

        tell(2, status, "active");

        Problems.refused(Rest.get(alice, "/v1/rooms"), 403, "SW_TENANT_SUSPENDED");
        Problems.refused(Rest.send(alice, room, "x"), 403, "SW_TENANT_SUSPENDED");
        Problems.refused(Rest.get(alice, "/v1/sync"), 403, "SW_TENANT_SUSPENDED");
    }

    @Test
    void aTokenFromAfterTheResumingIsAccepted() {
        tell(2, "suspended", "active");

        User later = alice.at(Tenant.at(tenant.context(), 3));

        Rest.get(later, "/v1/rooms").then().statusCode(200).body("data.size()", equalTo(0));
    }

    @Test
    void aTrialWorks() {
        tell(2, "trial", "active");

        Rest.get(alice, "/v1/rooms").then().statusCode(200);
    }

    @Test
    void aSuspendedPartnerTakesItsTenantsAlong() {
        tell(2, "active", "suspended");

        Problems.refused(Rest.get(alice, "/v1/rooms"), 403, "SW_PARTNER_SUSPENDED");
    }
}
