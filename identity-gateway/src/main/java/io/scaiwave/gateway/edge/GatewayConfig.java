package io.scaiwave.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The public entrance. */
@ConfigMapping(prefix = "scaiwave.gateway")
public interface GatewayConfig {

    /** Connections to each service by each event loop; one tenant alone gets a quarter of them at most. */
    @WithDefault("1024")
    int upstreamConnections();

    /** Address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** Port to listen on; 0 takes any free one. */
    @WithDefault("8080")
    int port();

    /** Connections that may be open at once, so that a flood of them cannot take all file descriptors. */
    @WithDefault("10000")
    int maxConnections();
}
