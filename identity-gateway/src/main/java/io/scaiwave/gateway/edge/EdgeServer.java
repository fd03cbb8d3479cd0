package io.scaiwave.gateway.edge;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Opens the public port when everything behind it is there, and closes it first. */
@ApplicationScoped
public class EdgeServer {

    private static final Logger LOG = Logger.getLogger(EdgeServer.class);
    private static final int LAST = 10_000;
    /** Each holds a line to Redis, of which there are 32. */
    private static final int MAX_LOOPS = 16;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final EdgeParts parts;
    private volatile String deployment = "";
    private volatile int port;

    EdgeServer(Vertx vertx, GatewayConfig config, EdgeParts parts) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
    }

    void start(@Observes @Priority(LAST) StartupEvent ignored) throws InterruptedException {
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LOOPS);
        try {
            deployment = vertx.deployVerticle(
                            () -> new EdgeVerticle(parts, config, this::listening),
                            new DeploymentOptions().setInstances(loops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "The public port " + config.host() + ":" + config.port() + " cannot be opened", e);
        }
        LOG.infof("The gateway listens on %s:%d", config.host(), port);
    }

    private void listening(int actual) {
        port = actual;
    }

    /** The public port in use. */
    public int port() {
        return port;
    }

    void stop(@Observes @Priority(1) ShutdownEvent ignored) throws InterruptedException {
        try {
            Object stopped = vertx.undeploy(deployment)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            LOG.debugf("The public port is closed %s", stopped == null ? "" : stopped);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The public port did not close in time");
        }
    }
}
