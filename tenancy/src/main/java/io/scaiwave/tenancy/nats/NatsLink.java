package io.scaiwave.tenancy.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to NATS in the platform's account. A service starts without NATS, works on while it is gone, and
 * comes back by itself; who needs to know of a new connection registers before start.
 */
@ApplicationScoped
public class NatsLink {

    private static final Logger LOG = Logger.getLogger(NatsLink.class);

    /** Called on a virtual thread after every connect and reconnect, in the order of registration. */
    public interface OnConnect {
        void connected(Connection connection) throws Exception;
    }

    private final NatsConfig config;
    private final ExecutorService blocking;
    private final List<OnConnect> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> atDisconnect = new CopyOnWriteArrayList<>();
    private volatile @Nullable Connection connection;

    public NatsLink(NatsConfig config, @VirtualThreads ExecutorService blocking) {
        this.config = config;
        this.blocking = blocking;
    }

    void start(@Observes StartupEvent ignored) {
        blocking.execute(this::connect);
    }

    void stop(@Observes ShutdownEvent ignored) throws InterruptedException {
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    /** Registers work for every new connection; runs at once if there is one already. */
    public void onConnect(OnConnect listener) {
        listeners.add(listener);
        Connection current = connection;
        if (current != null && current.getStatus() == Connection.Status.CONNECTED) {
            blocking.execute(() -> call(listener, current));
        }
    }

    /** Registers something quick to do as soon as the connection is lost. */
    public void onDisconnect(Runnable action) {
        atDisconnect.add(action);
    }

    public boolean isConnected() {
        return connected().isPresent();
    }

    /** The connection while it is up. */
    public Optional<Connection> connected() {
        Connection current = connection;
        return current != null && current.getStatus() == Connection.Status.CONNECTED
                ? Optional.of(current)
                : Optional.empty();
    }

    public Duration publishTimeout() {
        return config.publishTimeout();
    }

    public int replicas() {
        return config.replicas();
    }

    JetStream jetStream(Connection current) throws IOException {
        return current.jetStream(JetStreamOptions.builder()
                .requestTimeout(config.publishTimeout())
                .build());
    }

    private void connect() {
        Options options = Options.builder()
                .servers(config.url().split(","))
                .authHandler(Nats.credentials(config.credentials().toString()))
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(5))
                .maxPingsOut(2)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .reconnectJitter(Duration.ofMillis(250))
                // Publishes while disconnected must fail at once: the outbox keeps them, not a buffer.
                .reconnectBufferSize(0)
                .connectionListener(this::onEvent)
                .errorListener(new QuietErrors())
                .build();
        try {
            connection = Nats.connectReconnectOnConnect(options);
        } catch (IOException e) {
            LOG.warn("NATS is not reachable yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onEvent(Connection current, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.CONNECTED || event == ConnectionListener.Events.RECONNECTED) {
            LOG.info("NATS is connected");
            connection = current;
            blocking.execute(() -> listeners.forEach(listener -> call(listener, current)));
        } else if (event == ConnectionListener.Events.DISCONNECTED) {
            LOG.warn("NATS is disconnected; events wait in the outbox");
            atDisconnect.forEach(Runnable::run);
        }
    }

    private static void call(OnConnect listener, Connection current) {
        try {
            listener.connected(current);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warnf(
                    "%s after connecting to NATS failed: %s",
                    listener.getClass().getSimpleName(), e.getMessage());
        }
    }

    /** jnats prints to standard error by default. */
    private static final class QuietErrors implements ErrorListener {

        @Override
        public void errorOccurred(Connection conn, String error) {
            LOG.debugf("NATS says: %s", error);
        }

        @Override
        public void exceptionOccurred(Connection conn, Exception exp) {
            LOG.debug("NATS connection trouble", exp);
        }
    }
}
