package io.scaiwave.tenancy.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The relay's pace. */
@ConfigMapping(prefix = "scaiwave.outbox")
public interface OutboxConfig {

    /** How often the relay looks for rows that nobody rang for. */
    @WithDefault("1S")
    Duration sweep();

    /** The same for databases of single tenants, each of which is visited once. */
    @WithDefault("10S")
    Duration sweepDatabases();

    /** Rows of one owner published in one turn, and thereby messages in flight for one owner. */
    @WithDefault("256")
    int batch();

    /** Owners served at the same time. */
    @WithDefault("4")
    int lanes();

    /** How long sent rows are kept for the reconciler. */
    @WithDefault("72H")
    Duration keepSent();

    /** How long an inbox remembers a message: longer than any stream keeps it, since it may come again until then. */
    @WithDefault("9D")
    Duration keepSeen();

    /** Rows of one table forgotten in one go; what is left waits for the next, a minute later. */
    @WithDefault("5000")
    int forgotten();
}
