package io.scaiwave.tenancy.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.NatsLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the outbox holds: woken at commit, with a slow sweep behind it. Any number of replicas may run; each
 * owner's rows are taken by one of them at a time, in order.
 */
@Startup(10)
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /** Another replica holds a lane for a turn, which is short; the sweep is not. */
    private static final Duration HELD = Duration.ofMillis(20);

    private static final int BEFORE_CONNECTIONS = 1_000;
    private static final Duration LAST_BATCH = Duration.ofSeconds(4);

    private final OutboxStore store;
    private final Publisher publisher;
    private final Losses losses;
    private final OutboxConfig config;
    private final RelayBell bell;
    private final Counter published;
    private final Counter retries;
    private final LaneQueue queue;
    /** Lanes whose last turn ended at a gap, as before a full stream: one row feels the way, so that none overtakes. */
    private final Set<Lane> stalled = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;
    private volatile @Nullable Connection open;
    private Cancellable sweeping = () -> {};

    OutboxRelay(
            OutboxStore store,
            Publisher publisher,
            Losses losses,
            OutboxConfig config,
            RelayBell bell,
            MeterRegistry metrics) {
        this.store = store;
        this.publisher = publisher;
        this.losses = losses;
        this.config = config;
        this.bell = bell;
        this.queue = new LaneQueue(config.lanes());
        this.published = metrics.counter("scaiwave.outbox.published");
        this.retries = metrics.counter("scaiwave.outbox.retries");
    }

    @PostConstruct
    void start() {
        bell.heardBy(this::heard);
        sweeping = Multi.createFrom()
                .ticks()
                .every(config.sweep())
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> wake(), failure -> LOG.error("The relay's sweep stopped", failure));
    }

    /** Ends after the batches that are under way, while connections and pools are still there. */
    void stop(@Observes @Priority(BEFORE_CONNECTIONS) ShutdownEvent ignored) {
        stopped = true;
        sweeping.cancel();
        try {
            queue.close().get(LAST_BATCH.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A batch of events was still on its way at the end; what is not marked as sent is sent again");
        }
    }

    /**
     * Nothing goes out on a connection until the reconciler has had repeated what the one before may have lost, and
     * says so here.
     */
    void release(Connection reconciled) {
        open = reconciled;
        wake();
    }

    /** Stops publishing until the next release. */
    void hold() {
        open = null;
    }

    @Nullable
    Connection usable() {
        Connection current = open;
        return current != null && NatsLink.isUp(current) ? current : null;
    }

    void wake() {
        if (stopped || usable() == null) {
            return;
        }
        look(Optional.empty()).subscribe().with(done -> {}, failure -> {
            LOG.debug("The relay could not look", failure);
            retries.increment();
        });
    }

    /** Looks into a tenant's own database, or at home, for owners that nobody rang for. */
    Uni<Void> look(Optional<TenantId> database) {
        return store.lanes(database).invoke(lanes -> lanes.forEach(this::heard)).replaceWithVoid();
    }

    private void heard(Lane lane) {
        queue.ring(lane);
        serve();
    }

    private void serve() {
        while (!stopped && usable() != null) {
            Optional<Lane> next = queue.next();
            if (next.isEmpty()) {
                return;
            }
            serve(next.get());
        }
    }

    /** One owner's trouble is not another's. */
    private void serve(Lane lane) {
        int most = stalled.contains(lane) ? 1 : config.batch();
        turn(lane, most).subscribe().with(turn -> served(lane, turn, most), failure -> {
            retries.increment();
            LOG.debugf(failure, "The relay could not serve %s", lane);
            queue.done(lane);
            serve();
        });
    }

    /** What was lost in a tenant's own database is looked for before anything new leaves it. */
    private Uni<OutboxStore.Turn> turn(Lane lane, int most) {
        Connection current = usable();
        if (current == null || lane.database().isEmpty()) {
            return store.onLane(lane, most, rows -> publish(usable(), rows));
        }
        return losses.settled(lane.database().get(), current)
                .chain(() ->
                        store.onLane(lane, most, rows -> publish(current.equals(usable()) ? current : null, rows)));
    }

    private void served(Lane lane, OutboxStore.Turn turn, int most) {
        if (turn.sent() < turn.rows()) {
            stalled.add(lane);
        } else {
            stalled.remove(lane);
        }
        queue.done(lane);
        published.increment(turn.sent());
        if (!turn.mine()) {
            again(lane);
        } else if (hasMore(turn, most)) {
            queue.ring(lane);
        }
        serve();
    }

    /** While something gets through; what does not is for the sweep. */
    private static boolean hasMore(OutboxStore.Turn turn, int most) {
        return turn.sent() > 0 && (turn.sent() < turn.rows() || turn.rows() >= most);
    }

    private void again(Lane lane) {
        Uni.createFrom().item(lane).onItem().delayIt().by(HELD).subscribe().with(this::heard, failure -> {});
    }

    private Uni<List<OutboxStore.Sent>> publish(@Nullable Connection current, List<OutboxRow> rows) {
        return current == null ? Uni.createFrom().item(List.of()) : publisher.publish(current, rows);
    }
}
