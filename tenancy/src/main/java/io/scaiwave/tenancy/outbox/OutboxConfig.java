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

    /** Rows of one owner published in one turn, and thereby messages in flight for one owner. */
    @WithDefault("256")
    int batch();

    /** Owners served at the same time. */
    @WithDefault("4")
    int lanes();

    /** How long sent rows are kept for the reconciler. */
    @WithDefault("72H")
    Duration keepSent();
}
