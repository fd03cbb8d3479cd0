package io.scaiwave.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class ServicesReachOnlyWhatIsTheirsTest {

    private static final String DIRECTORY = "/internal/v1/directory?limit=1";

    @Test
    void theDirectoryAnswersTheServicesThatItNames() {
        for (String named : new String[] {"identity-gateway", "room-service"}) {
            Rest.get(Callers.service(named), DIRECTORY).then().statusCode(200);
        }

        Rest.assertProblem(Rest.get(Callers.service("tenant-service"), DIRECTORY), 404, "SW_NOT_FOUND");
        Rest.assertProblem(Rest.get(Callers.superAdmin(), DIRECTORY), 404, "SW_NOT_FOUND");
    }

    @Test
    void partnersAreToldToTheGatewayAlone() {
        String partners = "/internal/v1/directory/partners?limit=1";

        Rest.get(Callers.service("identity-gateway"), partners).then().statusCode(200);

        for (String token :
                List.of(Callers.service("room-service"), Callers.service("tenant-service"), Callers.superAdmin())) {
            Rest.assertProblem(Rest.get(token, partners), 404, "SW_NOT_FOUND");
        }
    }

    @Test
    void aServiceFindsNothingWherePeopleWork() {
        TenantId tenant = Rest.activeTenant(Callers.INTERNAL);

        for (String service : new String[] {"identity-gateway", "room-service", "tenant-service"}) {
            String token = Callers.service(service);
            for (String path : new String[] {"/v1/tenants", "/v1/tenants/" + tenant, "/v1/partners", "/v1/audit-log"}) {
                Rest.assertProblem(Rest.get(token, path), 404, "SW_NOT_FOUND");
            }
            Rest.assertProblem(
                    Rest.post(token, "/v1/tenants/" + tenant + "/suspend", Map.of("reason", "stolen")),
                    404,
                    "SW_NOT_FOUND");
        }
        assertThat(Rest.get(Callers.superAdmin(), "/v1/tenants/" + tenant).<String>path("data.status"))
                .isEqualTo("active");
    }
}
