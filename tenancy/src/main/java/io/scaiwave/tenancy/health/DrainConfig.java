package io.scaiwave.tenancy.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a stop begins. */
@ConfigMapping(prefix = "scaiwave.drain")
public interface DrainConfig {

    /** Not ready any more, yet serving as before, so that callers and balancers have time to go elsewhere. */
    @WithDefault("5S")
    Duration delay();
}
