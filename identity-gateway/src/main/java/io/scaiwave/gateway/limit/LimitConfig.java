package io.scaiwave.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Rate limiting; the limits themselves belong to the tenants. */
@ConfigMapping(prefix = "scaiwave.gateway.limits")
public interface LimitConfig {

    /** The part of every limit that this gateway grants alone while Redis is away: one divided by their number. */
    @WithDefault("1.0")
    double localShare();

    /** Requests per minute that one address may send to what needs no token. */
    @WithDefault("600")
    long openPerMinute();

    /** Missing, wrong or expired tokens per minute that one address may show to this gateway before it has to wait. */
    @WithDefault("600")
    long failedAuthenticationsPerMinute();
}
