package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many tenants call, only so many are labels. */
class TenantSharesTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TenantShares shares = new TenantShares(metrics, vertx);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Set<String> labels() {
        return metrics.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag("tenant"))
                .collect(Collectors.toSet());
    }

    private double counted(String tenant, String outcome) {
        return metrics.get("scaiwave.gateway.tenant.requests")
                .tag("tenant", tenant)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void theBusiestAreShownAndTheRestIsOne() {
        List<TenantId> tenants = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tenants.add(TenantId.random());
            for (int n = 0; n <= i; n++) {
                shares.count(tenants.get(i), 2);
            }
        }
        shares.choose();

        assertThat(labels()).hasSize(TenantShares.SHOWN + 1).contains("other");
        assertThat(labels())
                .contains(tenants.get(199).wire(), tenants.get(180).wire())
                .doesNotContain(tenants.get(179).wire());
    }

    @Test
    void whoeverIsQuietMakesRoom() {
        TenantId first = TenantId.random();
        shares.count(first, 2);
        shares.choose();
        assertThat(labels()).contains(first.wire());

        for (int i = 0; i < TenantShares.SHOWN; i++) {
            shares.count(TenantId.random(), 2);
        }
        shares.choose();

        assertThat(labels()).hasSize(TenantShares.SHOWN + 1).doesNotContain(first.wire());
    }

    @Test
    void outcomesAreToldApart() {
        TenantId tenant = TenantId.random();
        shares.count(tenant, 2);
        shares.choose();

        shares.count(tenant, 2);
        shares.count(tenant, 3);
        shares.count(tenant, 4);
        shares.count(tenant, 5);
        shares.count(TenantId.random(), 5);

        assertThat(counted(tenant.wire(), "ok")).isEqualTo(2);
        assertThat(counted(tenant.wire(), "refused")).isEqualTo(1);
        assertThat(counted(tenant.wire(), "failed")).isEqualTo(1);
        assertThat(counted("other", "failed")).isEqualTo(1);
    }
}
