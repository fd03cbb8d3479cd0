package io.scaiwave.tenancy.nats;

import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Something to do for every new connection: done once for each, and tried again while it fails. */
final class ConnectListener {

    private static final Logger LOG = Logger.getLogger(ConnectListener.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final NatsLink.OnConnect action;
    private @Nullable Connection done;

    ConnectListener(NatsLink.OnConnect action) {
        this.action = action;
    }

    /** In the order of registration; what fails is tried again after the others, for as long as the connection lasts. */
    static void tellAll(List<ConnectListener> listeners, Connection connection) {
        List<ConnectListener> pending = failing(listeners, connection);
        while (!pending.isEmpty() && NatsLink.isUp(connection)) {
            LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            pending = failing(pending, connection);
        }
    }

    private static List<ConnectListener> failing(List<ConnectListener> listeners, Connection connection) {
        List<ConnectListener> failing = new ArrayList<>();
        for (ConnectListener listener : listeners) {
            if (!listener.isDone(connection)) {
                failing.add(listener);
            }
        }
        return failing;
    }

    private synchronized boolean isDone(Connection connection) {
        if (connection.equals(done)) {
            return true;
        }
        try {
            action.connected(connection);
            done = connection;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (Exception e) {
            LOG.warnf("%s is tried again: %s", action.getClass().getSimpleName(), e.getMessage());
            return false;
        }
    }
}
