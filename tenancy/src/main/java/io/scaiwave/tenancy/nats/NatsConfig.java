package io.scaiwave.tenancy.nats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where NATS is and who we are there. */
@ConfigMapping(prefix = "scaiwave.nats")
public interface NatsConfig {

    /** Addresses of the servers, separated by commas. */
    String url();

    /** Credentials file of this service's user in the platform account. */
    Path credentials();

    /** How long a publish may wait for the stream's acknowledgement before it is tried again. */
    @WithDefault("2S")
    Duration publishTimeout();

    /** Replicas of each stream: 1 on a single server, 3 in a cluster. */
    @WithDefault("1")
    int replicas();

    /**
     * The most that each stream may store; -1 for what the server allows. A full stream refuses what is new, which then
     * waits in its outbox: nothing that a slow consumer has not seen is dropped to make room.
     */
    @WithDefault("-1")
    long streamMaxBytes();

    /** When a message that was handed out and not acknowledged is handed out again; a handler has half of it. */
    @WithDefault("30S")
    Duration ackWait();
}
