package io.scaiwave.gateway.edge;

import io.netty.channel.Channel;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.scaiwave.gateway.proxy.StreamEnd;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Empties the public port before anything behind it stops: first serves on while balancers notice, then lets nobody new
 * in, and waits until all that was accepted is answered.
 */
@ApplicationScoped
class EdgeDrain {

    private static final Logger LOG = Logger.getLogger(EdgeDrain.class);
    private static final int AFTER_READINESS = 100;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 10;

    private final Vertx vertx;
    private final Traffic traffic;
    private final GatewayConfig.Drain config;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    EdgeDrain(Vertx vertx, Traffic traffic, GatewayConfig config) {
        this.vertx = vertx;
        this.traffic = traffic;
        this.config = config.drain();
    }

    private record Loop(Context context, Connections connections, Consumer<StreamEnd> endStreams) {}

    void add(Context context, Connections connections, Consumer<StreamEnd> endStreams) {
        loops.add(new Loop(context, connections, endStreams));
    }

    void drain(@Observes @Priority(AFTER_READINESS) ShutdownDelayInitiatedEvent ignored) throws InterruptedException {
        traffic.drain();
        try {
            drained().toCompletionStage().toCompletableFuture().get(longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The public port could not be drained in time", e);
        }
        LOG.infof("The public port is drained: %s", traffic.balance());
    }

    private Duration longest() {
        return config.delay().plus(config.timeout()).plus(LAST_ANSWERS.multipliedBy(2));
    }

    private Future<Void> drained() {
        return vertx.timer(Math.max(1, config.delay().toMillis()), TimeUnit.MILLISECONDS)
                .compose(over -> {
                    closePort();
                    everywhere(loop -> {
                        loop.connections().closeIdle();
                        loop.endStreams().accept(StreamEnd.SERVER);
                    });
                    return until(() -> traffic.underWay() == 0, config.timeout());
                })
                .compose(done -> {
                    if (!done) {
                        everywhere(loop -> loop.connections().eachWaiting(EdgeDrain::turnAway));
                    }
                    return until(() -> traffic.connections() == 0, LAST_ANSWERS);
                })
                .mapEmpty();
    }

    private void closePort() {
        Channel listener = traffic.listener();
        if (listener != null) {
            listener.close().addListener(closed -> LOG.debug("The public port takes nobody new"));
        }
    }

    private void everywhere(Consumer<Loop> work) {
        loops.forEach(loop -> loop.context().runOnContext(here -> work.accept(loop)));
    }

    /** Completes with whether it came true in time. */
    private Future<Boolean> until(BooleanSupplier done, Duration atMost) {
        Promise<Boolean> over = Promise.promise();
        long end = System.nanoTime() + atMost.toNanos();
        vertx.setPeriodic(LOOK_MILLIS, look -> {
            boolean came = done.getAsBoolean();
            if (came || System.nanoTime() - end > 0) {
                vertx.cancelTimer(look);
                over.tryComplete(came);
            }
        });
        return over.future();
    }

    private static void turnAway(HttpServerRequest request) {
        ProblemAnswers.send(
                request,
                RequestIds.acceptOrMake(request.getHeader(RequestIds.HEADER)),
                ErrorCode.SW_DEPENDENCY_DOWN
                        .because("This gateway is being stopped; another one can answer.")
                        .retryAfter(Duration.ofSeconds(1)));
    }
}
