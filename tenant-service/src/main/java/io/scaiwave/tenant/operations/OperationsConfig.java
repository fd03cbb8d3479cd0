package io.scaiwave.tenant.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How operations are worked off. */
@ConfigMapping(prefix = "scaiwave.tenant.operations")
public interface OperationsConfig {

    /** Whether this replica works on operations, or only answers questions about them. */
    @WithDefault("true")
    boolean enabled();

    /** Operations this replica works on at a time. */
    @WithDefault("8")
    int concurrency();

    /** How often work that nobody announced is looked for: what a crashed replica left, what waited for its next try. */
    @WithDefault("1S")
    Duration sweep();

    /** How long a replica may go without writing progress before another takes over. Longer than a step may take. */
    @WithDefault("15S")
    Duration lease();

    /** The longest one attempt at a step may take. */
    @WithDefault("8S")
    Duration stepTimeout();

    /** Attempts at one step before finished steps are undone. */
    @WithDefault("8")
    int attempts();

    /** Wait before the second attempt; doubles with each further one. */
    @WithDefault("250MS")
    Duration backoff();

    /** The longest wait between two attempts. */
    @WithDefault("15S")
    Duration backoffLimit();
}
