package io.scaiwave.tenancy.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Listening without memory: every replica hears what is published while it is connected. For caches and wake-ups, which
 * must have another way to catch up.
 */
@ApplicationScoped
public class LiveSubscriptions {

    private static final Logger LOG = Logger.getLogger(LiveSubscriptions.class);
    private static final long MOST_PENDING = 65_536;
    private static final long MOST_PENDING_BYTES = 64L << 20;

    private final NatsLink link;

    public LiveSubscriptions(NatsLink link) {
        this.link = link;
    }

    /** Calls the handler, one message at a time, on a thread of the client; it must not block. */
    public void subscribe(String subject, Consumer<Incoming> handler) {
        link.onConnect(connection -> listen(connection, subject, handler));
    }

    private static void listen(Connection connection, String subject, Consumer<Incoming> handler) {
        Dispatcher dispatcher = connection.createDispatcher(message -> {
            try {
                handler.accept(Incoming.of(message));
            } catch (RuntimeException e) {
                LOG.errorf(e, "A listener on %s failed", subject);
            }
        });
        dispatcher.setPendingLimits(MOST_PENDING, MOST_PENDING_BYTES);
        dispatcher.subscribe(subject);
    }
}
