package io.scaiwave.gateway.issuer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is kept of tokens. */
@ConfigMapping(prefix = "scaiwave.gateway.tokens")
public interface TokensConfig {

    /** Verified tokens kept in memory. */
    @WithDefault("50000")
    int cacheSize();
}
