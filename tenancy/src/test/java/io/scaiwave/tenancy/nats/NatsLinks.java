package io.scaiwave.tenancy.nats;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.testing.Backing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Links to NATS made without a container. */
public final class NatsLinks {

    private NatsLinks() {}

    public static NatsLink link(String url, ExecutorService blocking) {
        return link(url, blocking, -1, Duration.ofSeconds(30));
    }

    /** With streams that hold no more than so much, and messages that come again after so long. */
    public static NatsLink link(String url, ExecutorService blocking, long streamMaxBytes, Duration ackWait) {
        return new NatsLink(config(url, streamMaxBytes, ackWait), blocking);
    }

    public static void ensureStreams(Streams streams) {
        streams.register();
    }

    public static void start(NatsLink link) {
        link.start(new StartupEvent());
    }

    public static void stop(NatsLink link) {
        try {
            link.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NatsConfig config(String url, long streamMaxBytes, Duration ackWait) {
        return new NatsConfig() {
            @Override
            public String url() {
                return url;
            }

            @Override
            public Path credentials() {
                return Backing.nats().credentials();
            }

            @Override
            public Duration publishTimeout() {
                return Duration.ofSeconds(2);
            }

            @Override
            public int replicas() {
                return 1;
            }

            @Override
            public long streamMaxBytes() {
                return streamMaxBytes;
            }

            @Override
            public Duration ackWait() {
                return ackWait;
            }
        };
    }
}
