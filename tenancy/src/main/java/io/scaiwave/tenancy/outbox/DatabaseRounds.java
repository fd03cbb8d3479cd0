package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.scaiwave.tenancy.db.Places;
import io.scaiwave.tenancy.db.RelayDb;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Goes round the databases of single tenants, a few at a time, for rows that nobody rang for and for what streams have
 * lost. One that does not answer is left for the next round.
 */
@Startup(12)
@ApplicationScoped
public class DatabaseRounds {

    private static final Logger LOG = Logger.getLogger(DatabaseRounds.class);
    private static final int PAGE = 100;
    private static final int AT_ONCE = 4;
    private static final Duration CHECK = Duration.ofSeconds(60);
    private static final int BEFORE_CONNECTIONS = 1_000;
    private static final Duration LAST_VISITS = Duration.ofSeconds(3);

    private final RelayDb db;
    private final OutboxRelay relay;
    private final Reconciler reconciler;
    private final Losses losses;
    private final OutboxConfig config;
    private final Places places;
    private @Nullable Connection visitedOn;
    private long roundBegun;
    private long checkBegun;
    private Cancellable ticking = () -> {};
    private volatile CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);
    private volatile boolean stopped;

    DatabaseRounds(
            RelayDb db, OutboxRelay relay, Reconciler reconciler, Losses losses, OutboxConfig config, Places places) {
        this.db = db;
        this.relay = relay;
        this.reconciler = reconciler;
        this.losses = losses;
        this.config = config;
        this.places = places;
    }

    @PostConstruct
    void start() {
        if (!places.haveDatabases()) {
            return;
        }
        checkBegun = System.nanoTime();
        ticking = Multi.createFrom()
                .ticks()
                .every(config.sweep())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> roundIfDue()
                        .onFailure()
                        .invoke(failure -> LOG.debug("A round of tenants' databases ended early", failure))
                        .onFailure()
                        .recoverWithNull())
                .subscribe()
                .with(done -> {}, failure -> LOG.error("The rounds of tenants' databases stopped", failure));
    }

    /** Ends after the visits that are under way, while connections and pools are still there. */
    void stop(@Observes @Priority(BEFORE_CONNECTIONS) ShutdownEvent ignored) {
        stopped = true;
        try {
            underWay.get(LAST_VISITS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("A round of tenants' databases was still under way at the end", e);
        }
        ticking.cancel();
    }

    /** At once on a new connection, otherwise each period. One round follows the other. */
    private Uni<Void> roundIfDue() {
        Connection connection = relay.usable();
        if (stopped
                || connection == null
                || connection.equals(visitedOn) && !hasPassed(roundBegun, config.sweepDatabases())) {
            return Uni.createFrom().voidItem();
        }
        roundBegun = System.nanoTime();
        boolean check = hasPassed(checkBegun, CHECK);
        if (check) {
            checkBegun = roundBegun;
        }
        Uni<Void> round = pages(connection, check, Optional.empty())
                .invoke(() -> visitedOn = connection)
                .memoize()
                .indefinitely();
        underWay = round.subscribeAsCompletionStage();
        return round;
    }

    private static boolean hasPassed(long since, Duration period) {
        return System.nanoTime() - since >= period.toNanos();
    }

    private Uni<Void> pages(Connection connection, boolean check, Optional<TenantId> after) {
        return db.databases(after, PAGE).flatMap(page -> Multi.createFrom()
                .iterable(page)
                .onItem()
                .transformToUni(tenant -> visit(tenant, connection, check))
                .merge(AT_ONCE)
                .collect()
                .last()
                .chain(() -> page.size() < PAGE
                        ? Uni.createFrom().voidItem()
                        : pages(connection, check, Optional.of(page.getLast()))));
    }

    private Uni<Void> visit(TenantId tenant, Connection connection, boolean check) {
        if (stopped) {
            return Uni.createFrom().voidItem();
        }
        Optional<TenantId> database = Optional.of(tenant);
        return losses.settled(tenant, connection)
                .chain(() ->
                        check ? reconciler.check(database) : Uni.createFrom().item(0))
                .chain(() -> relay.look(database))
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "The database of %s was not visited", tenant))
                .onFailure()
                .recoverWithNull();
    }
}
