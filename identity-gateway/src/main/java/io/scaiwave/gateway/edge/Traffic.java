package io.scaiwave.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What goes through the public port, counted over all event loops. */
@Singleton
final class Traffic {

    private final int most;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder given = new LongAdder();
    private final Counter refused;
    private volatile boolean draining;
    private volatile @Nullable Channel listener;

    Traffic(GatewayConfig config, MeterRegistry metrics) {
        this.most = config.maxConnections();
        this.refused = Counter.builder("scaiwave.gateway.connections.refused")
                .description("Connections closed at once because as many as may be were open")
                .register(metrics);
        FunctionCounter.builder("scaiwave.gateway.requests.accepted", accepted, LongAdder::sum)
                .description("Requests whose head was read")
                .register(metrics);
        Gauge.builder("scaiwave.gateway.requests.under.way", underWay, AtomicInteger::get)
                .description("Requests accepted and not yet answered")
                .register(metrics);
        Gauge.builder("scaiwave.gateway.connections", connections, AtomicInteger::get)
                .description("Connections open at the public port")
                .register(metrics);
    }

    /** Takes a place for one more connection, if there is one. */
    boolean connect(Channel channel) {
        if (connections.incrementAndGet() > most) {
            connections.decrementAndGet();
            refused.increment();
            return false;
        }
        if (listener == null) {
            listener = channel.parent();
        }
        return true;
    }

    void disconnect() {
        connections.decrementAndGet();
    }

    void begin() {
        accepted.increment();
        underWay.incrementAndGet();
    }

    /** @param complete whether the caller was there to get all of its answer */
    void end(boolean complete) {
        (complete ? answered : given).increment();
        underWay.decrementAndGet();
    }

    int connections() {
        return connections.get();
    }

    int underWay() {
        return underWay.get();
    }

    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    /** The socket that takes connections; known as soon as it has taken one. */
    @Nullable
    Channel listener() {
        return listener;
    }

    /** So that a stop can be held to its promise: nothing accepted stays without an answer. */
    String balance() {
        return accepted.sum() + " requests accepted, " + answered.sum() + " answered, " + given.sum()
                + " given up by their callers, " + underWay.get() + " under way";
    }
}
