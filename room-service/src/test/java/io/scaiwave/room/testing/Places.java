package io.scaiwave.room.testing;

import io.quarkus.arc.Arc;
import io.scaiwave.room.placement.Placements;
import io.scaiwave.tenancy.context.TenantContext;
import java.time.Duration;

/** Makes places as provisioning does, without the way over HTTP. */
final class Places {

    private Places() {}

    static void make(TenantContext tenant) {
        Arc.container()
                .select(Placements.class)
                .get()
                .make(tenant, tenant.isolation())
                .await()
                .atMost(Duration.ofSeconds(30));
    }
}
