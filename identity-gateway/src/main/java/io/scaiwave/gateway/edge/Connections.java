package io.scaiwave.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open connections of one event loop, each with the request that it serves. */
final class Connections {

    private static final long SWEEP_MILLIS = 1_000;
    private static final long YOUNG_NANOS = 1_000_000_000;

    private final Vertx vertx;
    private final Traffic traffic;
    private final int patientSweeps;
    private final BiFunction<Visit, HttpServerRequest, Passage> opening;
    private final Map<HttpConnection, Visit> open = new IdentityHashMap<>();

    /** @param opening begins a request's passage */
    Connections(
            Vertx vertx, Traffic traffic, Duration patience, BiFunction<Visit, HttpServerRequest, Passage> opening) {
        this.opening = opening;
        this.vertx = vertx;
        this.traffic = traffic;
        this.patientSweeps = Math.toIntExact(Math.max(1, patience.toMillis() / SWEEP_MILLIS));
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    }

    /** One connection. */
    static final class Visit {

        private final HttpConnection connection;
        private final long since = System.nanoTime();
        private int begun;
        private int unreadable;
        private boolean tunnel;
        private int stalledSweeps;
        private @Nullable Passage current;

        Visit(HttpConnection connection) {
            this.connection = connection;
        }

        /** Runs once everything written so far is on its way. */
        void whenFlushed(Runnable action) {
            context(connection).writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> action.run());
        }

        void close() {
            connection.close();
        }

        /** Nothing behind the request that is served can be read any more. */
        boolean isUnreadable() {
            return unreadable > 0 && unreadable <= begun;
        }

        /** Without what it has not read, which it never would. Closing by the channel would wait for it to be sent. */
        private void cut() {
            context(connection).close().addListener(closed -> {});
        }

        void becameTunnel() {
            tunnel = true;
        }

        boolean isTunnel() {
            return tunnel;
        }

        void left(Passage passage) {
            if (passage.equals(current)) {
                current = null;
                stalledSweeps = 0;
            }
            ChannelHandlerContext decoder = context(connection).pipeline().context(StrictRequestDecoder.class);
            if (decoder != null) {
                ((StrictRequestDecoder) decoder.handler()).answered(decoder);
            }
        }

        /** One that is new may have a request on its way. */
        private boolean isIdle(long now) {
            return current == null && !tunnel && (begun > 0 || now - since > YOUNG_NANOS);
        }

        private boolean isStalled() {
            return current != null && current.request().response().writeQueueFull();
        }
    }

    /** Lets a connection in, or closes it: there are only so many. */
    boolean arrive(HttpConnection connection) {
        Channel channel = context(connection).channel();
        if (!traffic.connect(channel)) {
            channel.close().addListener(closed -> {});
            return false;
        }
        open.put(connection, new Visit(connection));
        channel.closeFuture().addListener(closed -> {
            open.remove(connection);
            traffic.disconnect();
        });
        return true;
    }

    private static ChannelHandlerContext context(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext();
    }

    boolean isOpen(HttpConnection connection) {
        return open.containsKey(connection);
    }

    Passage begin(HttpServerRequest request) {
        Visit visit = open.get(request.connection());
        if (visit == null) {
            throw new IllegalStateException("A request of a connection that was not let in");
        }
        Passage passage = opening.apply(visit, request);
        visit.begun++;
        visit.current = passage;
        if (request.decoderResult().isFailure()) {
            visit.unreadable = visit.begun;
        }
        traffic.begin();
        return passage;
    }

    /**
     * Notes that the body of a connection's n-th request cannot be read.
     *
     * @return the request's passage, if it is being served; it may be still to come, or be answered already
     */
    Optional<Passage> becameUnreadable(HttpConnection connection, int message) {
        Visit visit = open.get(connection);
        if (visit == null) {
            return Optional.empty();
        }
        visit.unreadable = message;
        if (!visit.isUnreadable()) {
            return Optional.empty();
        }
        if (visit.current == null) {
            visit.close();
        }
        return Optional.ofNullable(visit.current);
    }

    void closeIdle() {
        long now = System.nanoTime();
        List<Visit> idle =
                open.values().stream().filter(visit -> visit.isIdle(now)).toList();
        idle.forEach(visit -> visit.whenFlushed(() -> visit.close()));
    }

    /** Gives whoever still waits an answer. */
    void eachWaiting(Consumer<HttpServerRequest> answer) {
        List.copyOf(open.values()).forEach(visit -> {
            if (visit.current != null) {
                answer.accept(visit.current.request());
            }
        });
    }

    /** Who takes nothing of what is ready for it holds memory here and in the service. */
    private void sweep() {
        for (Visit visit : List.copyOf(open.values())) {
            visit.stalledSweeps = visit.isStalled() ? visit.stalledSweeps + 1 : 0;
            if (visit.stalledSweeps > patientSweeps) {
                visit.cut();
            }
        }
    }
}
