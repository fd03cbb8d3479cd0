package io.scaiwave.tenancy.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.scaiwave.tenancy.nats.NatsLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int RUNG_AGAIN = 2;

    private final OutboxStore store;
    private final Publisher publisher;
    private final OutboxConfig config;
    private final RelayBell bell;
    private final Counter published;
    private final Counter retries;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private volatile boolean stopped;
    private volatile @Nullable Connection open;
    private Cancellable sweeping = () -> {};

    OutboxRelay(OutboxStore store, Publisher publisher, OutboxConfig config, RelayBell bell, MeterRegistry metrics) {
        this.store = store;
        this.publisher = publisher;
        this.config = config;
        this.bell = bell;
        this.published = metrics.counter("scaiwave.outbox.published");
        this.retries = metrics.counter("scaiwave.outbox.retries");
    }

    @PostConstruct
    void start() {
        bell.heardBy(this::wake);
        sweeping = Multi.createFrom()
                .ticks()
                .every(config.sweep())
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> wake(), failure -> LOG.error("The relay's sweep stopped", failure));
    }

    void stop(@Observes ShutdownEvent ignored) {
        stopped = true;
        sweeping.cancel();
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

    private @Nullable Connection usable() {
        Connection current = open;
        return current != null && NatsLink.isUp(current) ? current : null;
    }

    void wake() {
        if (stopped || usable() == null) {
            return;
        }
        if (state.getAndUpdate(now -> now == IDLE ? RUNNING : RUNG_AGAIN) == IDLE) {
            run();
        }
    }

    private void run() {
        drain().subscribe().with(this::finished, failure -> {
            LOG.debug("The relay could not work", failure);
            retries.increment();
            state.set(IDLE);
        });
    }

    private void finished(int sent) {
        published.increment(sent);
        boolean again = sent > 0 || state.get() == RUNG_AGAIN;
        if (again && !stopped && usable() != null) {
            state.set(RUNNING);
            run();
        } else if (!state.compareAndSet(RUNNING, IDLE)) {
            state.set(IDLE);
            wake();
        }
    }

    private Uni<Integer> drain() {
        return store.lanes().flatMap(this::drain);
    }

    private Uni<Integer> drain(List<Lane> lanes) {
        return Multi.createFrom()
                .iterable(lanes)
                .onItem()
                .transformToUni(this::serve)
                .merge(config.lanes())
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }

    /** One owner's trouble is not another's. */
    private Uni<Integer> serve(Lane lane) {
        return store.onLane(lane, config.batch(), this::publish)
                .onFailure()
                .invoke(failure -> {
                    retries.increment();
                    LOG.debugf(failure, "The relay could not serve %s", lane);
                })
                .onFailure()
                .recoverWithItem(0);
    }

    private Uni<List<OutboxStore.Sent>> publish(List<OutboxRow> rows) {
        Connection current = usable();
        return current == null ? Uni.createFrom().item(List.of()) : publisher.publish(current, rows);
    }
}
