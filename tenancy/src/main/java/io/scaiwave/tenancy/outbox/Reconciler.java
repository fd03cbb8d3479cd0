package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.NatsLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Compares the outbox with what the streams still have. After every connect, and each minute, rows that a stream lost
 * become unsent again; nothing new is published in between, so their order is kept.
 */
@Startup(11)
@ApplicationScoped
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final NatsLink link;
    private final OutboxStore store;
    private final OutboxRelay relay;
    private final OutboxConfig config;
    private final StreamIncarnations incarnations;
    private final Losses losses;
    private Cancellable checking = () -> {};

    Reconciler(
            NatsLink link,
            OutboxStore store,
            OutboxRelay relay,
            OutboxConfig config,
            StreamIncarnations incarnations,
            Losses losses) {
        this.link = link;
        this.store = store;
        this.relay = relay;
        this.config = config;
        this.incarnations = incarnations;
        this.losses = losses;
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
                .transformToUniAndConcatenate(
                        tick -> check(Optional.empty()).onFailure().recoverWithItem(0))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.error("The reconciler stopped", failure));
    }

    void stop(@Observes ShutdownEvent ignored) {
        checking.cancel();
    }

    private void afterConnect(Connection connection) {
        incarnations.forget();
        losses.repeated(Optional.empty(), connection)
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

    /** Looks through one database, and forgets there what is too old to be needed. */
    Uni<Integer> check(Optional<TenantId> database) {
        return losses.lost(database)
                .invoke(rows -> {
                    if (rows > 0) {
                        LOG.warnf("A stream lost %d events; they are sent again", rows);
                        relay.wake();
                    }
                })
                .call(() -> store.forgetSent(database, config.keepSent(), config.forgotten()))
                .call(() -> store.forgetSeen(database, config.keepSeen(), config.forgotten()));
    }
}
