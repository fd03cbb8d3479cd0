package io.scaiwave.tenancy.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to NATS in the platform's account. A service starts without NATS, works on while it is gone, and
 * comes back by itself.
 *
 * <p>A lost connection is never mended: a new one takes its place. What the old one had queued dies with it, instead of
 * arriving ahead of what the outbox must repeat first.
 */
@ApplicationScoped
public class NatsLink {

    private static final Logger LOG = Logger.getLogger(NatsLink.class);
    private static final Duration SOONEST = Duration.ofMillis(250);
    private static final Duration LATEST = Duration.ofSeconds(1);

    /** Called on a virtual thread once for every new connection, and again while it fails. */
    public interface OnConnect {
        void connected(Connection connection) throws Exception;
    }

    private final NatsConfig config;
    private final ExecutorService blocking;
    private final List<ConnectListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
    private volatile boolean stopped;

    public NatsLink(NatsConfig config, @VirtualThreads ExecutorService blocking) {
        this.config = config;
        this.blocking = blocking;
    }

    void start(@Observes StartupEvent ignored) {
        connect();
    }

    void stop(@Observes ShutdownEvent ignored) throws InterruptedException {
        stopped = true;
        Connection current = connection.get();
        if (current != null) {
            current.close();
        }
    }

    /** Registers work for every new connection; runs at once if there is one already. */
    public void onConnect(OnConnect action) {
        ConnectListener listener = new ConnectListener(action);
        listeners.add(listener);
        connected().ifPresent(current -> tell(List.of(listener), current));
    }

    public boolean isConnected() {
        return connected().isPresent();
    }

    /** The connection while it is up. */
    public Optional<Connection> connected() {
        return Optional.ofNullable(connection.get()).filter(NatsLink::isUp);
    }

    public static boolean isUp(Connection connection) {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    public Duration publishTimeout() {
        return config.publishTimeout();
    }

    NatsConfig config() {
        return config;
    }

    private void connect() {
        Uni.createFrom()
                .item(this::open)
                .runSubscriptionOn(blocking)
                .onFailure()
                .invoke(failure -> LOG.debug("NATS is not reachable", failure))
                .onFailure(failure -> !stopped)
                .retry()
                .withBackOff(SOONEST, LATEST)
                .indefinitely()
                .subscribe()
                .with(this::opened, failure -> LOG.debug("Connecting to NATS was given up", failure));
    }

    private Connection open() {
        try {
            return Nats.connect(options());
        } catch (IOException e) {
            throw new IllegalStateException("NATS is not reachable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Connecting to NATS was interrupted", e);
        }
    }

    private Options options() throws IOException {
        return Options.builder()
                .servers(config.url().split(","))
                .authHandler(Nats.credentials(config.credentials().toString()))
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(5))
                .maxPingsOut(2)
                .maxReconnects(0)
                .connectionListener(this::onEvent)
                .errorListener(new QuietErrors())
                .build();
    }

    private void opened(Connection fresh) {
        connection.set(fresh);
        if (stopped) {
            blocking.execute(() -> close(fresh));
            return;
        }
        LOG.info("NATS is connected");
        tell(listeners, fresh);
        if (fresh.getStatus() == Connection.Status.CLOSED) {
            replace(fresh);
        }
    }

    private static void close(Connection unwanted) {
        try {
            unwanted.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onEvent(Connection source, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.CLOSED) {
            replace(source);
        }
    }

    /** Once for each connection that was in use. */
    private void replace(Connection lost) {
        if (!stopped && connection.compareAndSet(lost, null)) {
            LOG.warn("NATS is disconnected; events wait in the outbox");
            connect();
        }
    }

    private void tell(List<ConnectListener> whom, Connection current) {
        blocking.execute(() -> ConnectListener.tellAll(whom, current));
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
