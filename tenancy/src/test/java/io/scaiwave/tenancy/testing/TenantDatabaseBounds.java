package io.scaiwave.tenancy.testing;

import io.scaiwave.tenancy.db.own.TenantDatabasesConfig;
import java.time.Duration;

/** How much of tenants' databases a test keeps open. */
public record TenantDatabaseBounds(int pools, int connections, int waiting, Duration idle, Duration connectTimeout)
        implements TenantDatabasesConfig {

    public static TenantDatabaseBounds of(int pools, int connections) {
        return new TenantDatabaseBounds(pools, connections, 256, Duration.ofMinutes(10), Duration.ofSeconds(20));
    }

    public TenantDatabaseBounds idleFor(Duration time) {
        return new TenantDatabaseBounds(pools, connections, waiting, time, connectTimeout);
    }
}
