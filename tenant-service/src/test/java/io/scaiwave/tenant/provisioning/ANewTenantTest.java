package io.scaiwave.tenant.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.PlacingPeer;
import io.scaiwave.tenant.testing.Rest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class ANewTenantTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @Test
    void becomesActiveByItsOperation() {
        String slug = Rest.freshSlug();

        Response created = Rest.create(admin, slug);

        created.then().statusCode(202);
        assertThat(created.<String>path("data.status")).isEqualTo("provisioning");
        assertThat(created.header("Location")).isEqualTo("/v1/operations/" + created.path("meta.operation_id"));
        Rest.awaitState(created.header("Location"), "succeeded");
        Response read = Rest.get(admin, "/v1/tenants/by-slug/" + slug);
        assertThat(read.<String>path("data.status")).isEqualTo("active");
        assertThat(read.header("ETag")).isEqualTo("\"" + read.<Integer>path("data.version") + "\"");
        assertThat(PlacingPeer.placed()).containsOnlyOnce(created.<String>path("data.id"));
    }

    @Test
    void isKnownToOtherServices() {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);

        Response directory = Rest.get(Callers.service("room-service"), "/internal/v1/directory?limit=1000");

        directory.then().statusCode(200);
        assertThat(directory.<String>path("data.find { it.id == '" + id + "' }.status"))
                .isEqualTo("active");
    }
}
