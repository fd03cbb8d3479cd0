package io.scaiwave.tenant.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection to NATS' system account: the one over which servers take account claims. Comes and goes with NATS; a
 * request while it is away fails at once.
 */
@ApplicationScoped
public class SystemLink {

    private static final Logger LOG = Logger.getLogger(SystemLink.class);
    private static final String UPDATE = "$SYS.REQ.CLAIMS.UPDATE";

    private final EventsConfig config;
    private final ExecutorService blocking;
    private final AtomicReference<Runnable> onConnect = new AtomicReference<>(() -> {});
    private volatile @Nullable Connection connection;

    public SystemLink(EventsConfig config, @VirtualThreads ExecutorService blocking) {
        this.config = config;
        this.blocking = blocking;
    }

    void start(@Observes @Priority(2) StartupEvent event) {
        blocking.execute(this::connect);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    /** Called after every connect, as the servers may have lost what they were told before. */
    void onConnect(Runnable action) {
        onConnect.set(action);
    }

    boolean isConnected() {
        Connection current = connection;
        return current != null && current.getStatus() == Connection.Status.CONNECTED;
    }

    /** Gives a claim to the servers; fails unless one says it took it. */
    Uni<Void> update(String claim) {
        return request(UPDATE, claim).invoke(SystemLink::check).replaceWithVoid();
    }

    /** The claim that the servers hold for an account; empty when they hold none. */
    Uni<String> lookup(String account) {
        return request("$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP", "");
    }

    private Uni<String> request(String subject, String body) {
        return Uni.createFrom()
                .completionStage(() -> live().requestWithTimeout(
                                subject, body.getBytes(StandardCharsets.UTF_8), config.answerTimeout()))
                .onFailure()
                .transform(SystemLink::away)
                .map(SystemLink::text);
    }

    private Connection live() {
        Connection current = connection;
        if (current == null || current.getStatus() != Connection.Status.CONNECTED) {
            throw new NatsAwayException();
        }
        return current;
    }

    /** No answer in time, no responder, or a connection that broke meanwhile: all the same to whoever asked. */
    private static Throwable away(Throwable failure) {
        LOG.debug("A request to the NATS servers failed", failure);
        return new NatsAwayException();
    }

    private static String text(@Nullable Message answer) {
        if (answer == null) {
            throw new NatsAwayException();
        }
        return new String(answer.getData(), StandardCharsets.UTF_8);
    }

    private static void check(String answer) {
        try {
            JsonObject json = new JsonObject(answer);
            if (json.getJsonObject("data", new JsonObject()).getInteger("code", 0) == 200) {
                return;
            }
        } catch (DecodeException | ClassCastException e) {
            LOG.debug("A server answered a claim with something else than JSON", e);
        }
        throw new IllegalStateException("A NATS server refused an account claim: " + answer);
    }

    private void connect() {
        Options options = Options.builder()
                .servers(config.url().split(","))
                .authHandler(Nats.credentials(config.systemCredentials().toString()))
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(5))
                .maxPingsOut(2)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .reconnectBufferSize(0)
                .connectionListener(this::onEvent)
                .errorListener(new QuietErrors())
                .build();
        try {
            connection = Nats.connectReconnectOnConnect(options);
        } catch (IOException e) {
            LOG.warn("NATS is not reachable yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onEvent(Connection current, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.CONNECTED || event == ConnectionListener.Events.RECONNECTED) {
            connection = current;
            blocking.execute(onConnect.get());
        }
    }
}
