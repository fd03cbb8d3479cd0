package io.scaiwave.gateway.docs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Whose descriptions are merged. */
@ConfigMapping(prefix = "scaiwave")
interface DocsConfig {

    @WithDefault("http://127.0.0.1:8081")
    URI tenantServiceUrl();

    @WithDefault("http://127.0.0.1:8084")
    URI roomServiceUrl();

    @WithDefault("http://127.0.0.1:8082")
    URI identityUrl();
}
