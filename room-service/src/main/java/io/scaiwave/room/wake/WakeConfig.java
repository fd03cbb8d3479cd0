package io.scaiwave.room.wake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of waiting. */
@ConfigMapping(prefix = "scaiwave.room.wake")
public interface WakeConfig {

    /** Readers of one tenant that may wait at once; a further one is answered without waiting. */
    @WithDefault("1000")
    int maxWaitersPerTenant();

    /** Readers of all tenants that may wait at once. */
    @WithDefault("20000")
    int maxWaiters();

    /** How often a waiting reader looks by itself, in case the word of another replica got lost. */
    @WithDefault("5S")
    Duration look();
}
