package io.scaiwave.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /**
     * Networks of the proxies in front of this gateway, such as {@code 10.0.0.0/8,fd00::/8}. Only what they say in
     * {@code X-Forwarded-For} or {@code Forwarded} about a caller's address is believed.
     */
    Optional<List<String>> trustedProxies();

    /** How long slow callers are waited for. */
    Patience patience();

    /** How a stop goes. */
    Drain drain();

    /** A caller that keeps us waiting longer is let go. */
    interface Patience {

        /** For the head of a request, from its first byte. */
        @WithDefault("15S")
        Duration head();

        /** For a request's body, and the answer's first byte behind it. */
        @WithDefault("60S")
        Duration body();

        /** For a reader that takes nothing of what is ready for it. */
        @WithDefault("10S")
        Duration reader();
    }

    /** A stop in two steps. */
    interface Drain {

        /** Not ready any more, yet serving as before: time for balancers to notice. Each answer ends its connection. */
        @WithDefault("5S")
        Duration delay();

        /** Then nobody new comes in; what is under way has this long to end, and is answered 503 if it has not. */
        @WithDefault("15S")
        Duration timeout();
    }
}
