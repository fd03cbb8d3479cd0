package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.tenancy.nats.NatsLink;
import io.scaiwave.tenancy.nats.StreamDefinition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Compares the outbox with what the streams still have. After every connect, and each minute, rows that a stream lost
 * become unsent again; nothing new is published in between, so their order is kept.
 */
@Startup(11)
@ApplicationScoped
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    /** More than a publish may stay in flight, less than the streams' duplicate window. */
    private static final Duration RECENT = Duration.ofSeconds(60);

    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final NatsLink link;
    private final OutboxStore store;
    private final OutboxRelay relay;
    private final OutboxConfig config;
    private final StreamIncarnations incarnations;
    private final ExecutorService blocking;
    private Cancellable checking = () -> {};

    Reconciler(
            NatsLink link,
            OutboxStore store,
            OutboxRelay relay,
            OutboxConfig config,
            StreamIncarnations incarnations,
            @VirtualThreads ExecutorService blocking) {
        this.link = link;
        this.store = store;
        this.relay = relay;
        this.config = config;
        this.incarnations = incarnations;
        this.blocking = blocking;
    }

    @PostConstruct
    void start() {
        link.onConnect(this::afterConnect);
        checking = Multi.createFrom()
                .ticks()
                .startingAfter(PERIOD)
                .every(PERIOD)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> check().onFailure().recoverWithItem(0))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.error("The reconciler stopped", failure));
    }

    void stop(@Observes ShutdownEvent ignored) {
        checking.cancel();
    }

    private void afterConnect(Connection connection) {
        incarnations.forget();
        String server = connection.getServerInfo().getServerId();
        repeat(server)
                .onFailure()
                .invoke(failure -> LOG.debug("Reconciling after a connect is tried again", failure))
                .onFailure(failure -> NatsLink.isUp(connection))
                .retry()
                .withBackOff(RETRY, RETRY)
                .indefinitely()
                .subscribe()
                .with(
                        rows -> {
                            LOG.debugf("%d outbox rows are sent again after a connect", rows);
                            relay.release(connection);
                        },
                        failure -> LOG.debug("NATS went away while reconciling", failure));
    }

    private Uni<Integer> repeat(String server) {
        return lost().flatMap(lost -> store.repeatRecent(server, RECENT).map(recent -> recent + lost));
    }

    private Uni<Integer> check() {
        return lost().invoke(rows -> {
                    if (rows > 0) {
                        LOG.warnf("A stream lost %d events; they are sent again", rows);
                        relay.wake();
                    }
                })
                .call(() -> store.forgetSent(config.keepSent(), config.forgotten()))
                .call(() -> store.forgetSeen(config.keepSeen(), config.forgotten()));
    }

    /** Marks what the streams no longer have as unsent and tells how much it was. */
    Uni<Integer> lost() {
        return Uni.createFrom()
                .item(this::look)
                .runSubscriptionOn(blocking)
                .onItem()
                .transformToMulti(looked -> Multi.createFrom().iterable(looked))
                .onItem()
                .transformToUniAndConcatenate(seen -> store.repeatLost(
                        seen.stream(),
                        seen.incarnation().created(),
                        seen.incarnation().lastSequence()))
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }

    private List<Seen> look() {
        Connection connection = link.connected().orElseThrow(() -> new IllegalStateException("NATS is not connected"));
        List<Seen> seen = new ArrayList<>();
        try {
            for (StreamDefinition stream : StreamDefinition.values()) {
                seen.add(new Seen(stream.name(), incarnations.look(connection, stream)));
            }
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("The streams cannot be read", e);
        }
        return seen;
    }

    private record Seen(String stream, StreamIncarnations.Incarnation incarnation) {}
}
