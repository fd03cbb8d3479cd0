package io.scaiwave.tenancy.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

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
    private volatile boolean held = true;
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

    /** Nothing new goes out until the reconciler has repeated what the connection before may have lost. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        wake();
    }

    private void wake() {
        if (stopped || held || !publisher.isReady()) {
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
        if (again && !stopped && !held && publisher.isReady()) {
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
                .transformToUni(lane -> store.onLane(lane, config.batch(), publisher::publish))
                .merge(config.lanes())
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }
}
