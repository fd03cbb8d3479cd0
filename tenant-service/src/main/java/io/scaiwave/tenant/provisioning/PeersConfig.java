package io.scaiwave.tenant.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The service that keeps the tenants' room data. */
@ConfigMapping(prefix = "scaiwave.room-service")
public interface PeersConfig {

    /** Its base address. */
    URI url();

    /** The longest to wait for its answer. */
    @WithDefault("5S")
    Duration timeout();
}
