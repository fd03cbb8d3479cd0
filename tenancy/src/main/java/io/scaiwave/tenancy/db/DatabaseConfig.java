package io.scaiwave.tenancy.db;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the database may keep a caller waiting. */
@ConfigMapping(prefix = "scaiwave.database")
public interface DatabaseConfig {

    /** The longest a transaction may take, from taking a connection to its commit. */
    @WithDefault("2.5S")
    Duration transactionTimeout();

    /** How long a failed caller waits for its connection to roll back; the rollback itself goes on behind it. */
    @WithDefault("0.3S")
    Duration rollbackWait();

    /** How long a transaction waits for a fence that is closed to it for a moment, because its tenant moves. */
    @WithDefault("1.5S")
    Duration fenceWait();
}
