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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class ANewTenantTest {

    private static final Logger LOG = Logger.getLogger(ANewTenantTest.class);

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
    void isReadyInLessThanASecond() {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            Response created = Rest.create(admin, Rest.freshSlug());
            Rest.awaitState(created.header("Location"), "succeeded");
            Response operation = Rest.get(admin, created.header("Location"));
            times.add(Duration.between(
                    Instant.parse(operation.path("data.created_at")),
                    Instant.parse(operation.path("data.finished_at"))));
        }

        Duration median = times.stream().sorted().toList().get(times.size() / 2);
        LOG.infof("A new tenant is ready after %d ms (median of %d)", median.toMillis(), times.size());
        assertThat(median).isLessThan(Duration.ofSeconds(1));
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
