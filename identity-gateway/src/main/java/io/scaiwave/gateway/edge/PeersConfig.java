package io.scaiwave.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the services are, and under which domain the tenants. */
@ConfigMapping(prefix = "scaiwave.gateway.peers")
interface PeersConfig {

    /** tenant-service. */
    @WithDefault("http://127.0.0.1:8081")
    URI tenantService();

    /** room-service. */
    @WithDefault("http://127.0.0.1:8084")
    URI roomService();

    /** The gateway's own REST endpoints, on loopback. */
    @WithDefault("http://127.0.0.1:8082")
    URI identity();

    /** {@code <slug>.<base domain>} selects a tenant. */
    @WithDefault("scaiwave.localhost")
    String baseDomain();
}
