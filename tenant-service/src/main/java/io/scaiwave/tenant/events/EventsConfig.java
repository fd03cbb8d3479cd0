package io.scaiwave.tenant.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** NATS accounts and credentials of tenants. */
@ConfigMapping(prefix = "scaiwave.nats")
public interface EventsConfig {

    /** Address of the servers as the services reach them. */
    String url();

    /** Address of the servers as subscribers reach them; given out with credentials. */
    String publicUrl();

    /** File with the operator's signing seed. */
    Path operatorSeed();

    /** Credentials file of a user in the system account, used to push account claims. */
    Path systemCredentials();

    /** Public key of the account that the services publish in. */
    String platformAccount();

    /** The longest to wait for a server's answer. */
    @WithDefault("3S")
    Duration answerTimeout();

    /** How often claims that were not pushed yet are tried again. */
    @WithDefault("1S")
    Duration pushSweep();

    /** Limits of a tenant's account. */
    Account account();

    /** Limits of one tenant's account. */
    interface Account {

        /** Connections at a time. */
        @WithDefault("100")
        int connections();

        /** Subscriptions of all connections together. */
        @WithDefault("2000")
        int subscriptions();

        /** Subscriptions of one connection. */
        @WithDefault("100")
        int subscriptionsPerUser();

        /** The largest message in bytes. */
        @WithDefault("1048576")
        int payloadBytes();

        /** Disk that the tenant's own replay stream may use, in bytes. */
        @WithDefault("67108864")
        long storageBytes();

        /** Copies of the replay stream: 3 in a cluster. */
        @WithDefault("1")
        int replicas();

        /** How long the replay stream keeps an event. */
        @WithDefault("72H")
        Duration replay();

        /** Credentials at a time. */
        @WithDefault("500")
        int credentials();

        /** Durable credentials at a time. */
        @WithDefault("20")
        int durableConsumers();

        /** Unacknowledged messages of one durable credential. */
        @WithDefault("1000")
        int ackPending();
    }
}
