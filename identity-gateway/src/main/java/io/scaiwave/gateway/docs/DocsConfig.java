package io.scaiwave.gateway.docs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Whose descriptions are merged. */
@ConfigMapping(prefix = "scaiwave.gateway.peers")
interface DocsConfig {

    @WithDefault("http://127.0.0.1:8081")
    URI tenantService();

    @WithDefault("http://127.0.0.1:8084")
    URI roomService();

    @WithDefault("http://127.0.0.1:8082")
    URI identity();
}
