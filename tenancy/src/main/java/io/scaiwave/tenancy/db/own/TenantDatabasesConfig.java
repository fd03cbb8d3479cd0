package io.scaiwave.tenancy.db.own;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of databases of single tenants is kept open. At most {@code pools × connections} for requests. */
@ConfigMapping(prefix = "scaiwave.database.tenants")
public interface TenantDatabasesConfig {

    /** Databases that are open at the same time; one more closes the one not used for longest. */
    @WithDefault("24")
    int pools();

    /** Connections to one of them. */
    @WithDefault("4")
    int connections();

    /** Callers that may wait for one of these; the next is turned away. */
    @WithDefault("256")
    int waiting();

    /** A database that nobody used for so long is closed. */
    @WithDefault("2M")
    Duration idle();

    @WithDefault("2S")
    Duration connectTimeout();
}
