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
        return new NatsLink(config(url, Backing.nats().credentials()), blocking);
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

    private static NatsConfig config(String url, Path credentials) {
        return new NatsConfig() {
            @Override
            public String url() {
                return url;
            }

            @Override
            public Path credentials() {
                return credentials;
            }

            @Override
            public Duration publishTimeout() {
                return Duration.ofSeconds(2);
            }

            @Override
            public int replicas() {
                return 1;
            }
        };
    }
}
