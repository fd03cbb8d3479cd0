package io.scaiwave.tenant.events;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Brings the NATS servers to what the rows say: after a change, by a sweep for changes that found NATS away, and for
 * every account after each connect, because a server may have lost its store.
 */
@ApplicationScoped
public class AccountSync {

    private static final Logger LOG = Logger.getLogger(AccountSync.class);
    private static final PlatformContext SCOPE = new PlatformContext("event accounts");
    private static final int MOST_ROUNDS = 5;
    private static final int PAGE = 200;
    private static final int AT_ONCE = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final TenantDb db;
    private final EventAccounts accounts;
    private final SystemLink link;
    private final OperatorKey operator;
    private final ReplayStreams replay;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicReference<Runnable> endTimer = new AtomicReference<>(() -> {});

    AccountSync(TenantDb db, EventAccounts accounts, SystemLink link, OperatorKey operator, ReplayStreams replay) {
        this.db = db;
        this.accounts = accounts;
        this.link = link;
        this.operator = operator;
        this.replay = replay;
    }

    void start(@Observes StartupEvent event, Vertx vertx, EventsConfig config) {
        link.onConnect(this::compareAll);
        long timer = vertx.setPeriodic(config.pushSweep().toMillis(), ignored -> sweep());
        endTimer.set(() -> vertx.cancelTimer(timer));
    }

    void stop(@Observes ShutdownEvent event) {
        endTimer.get().run();
    }

    /** Ends when the servers hold the tenant's account as its row has it; fails when they cannot be reached. */
    public Uni<Void> sync(TenantId tenant) {
        return push(tenant, MOST_ROUNDS);
    }

    /** As {@link #sync}, for a change that is already made: what fails now is repeated by the sweep. */
    public Uni<Void> syncOrLater(TenantId tenant) {
        return sync(tenant)
                .onFailure()
                .invoke(failure ->
                        LOG.debugf("The event account of %s follows later: %s", tenant, failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> push(TenantId tenant, int rounds) {
        return load(tenant)
                .flatMap(found -> found.map(account -> link.update(operator.sign(account.claim()))
                                .chain(() -> replayOf(account))
                                .chain(() ->
                                        db.inTransaction(SCOPE, tx -> accounts.pushed(tx, tenant, account.revision()))))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .flatMap(moved -> moved && rounds > 1
                        ? push(tenant, rounds - 1)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> replayOf(EventAccount account) {
        return account.durable() && !account.suspended()
                ? replay.sync(account)
                : Uni.createFrom().voidItem();
    }

    private Uni<Optional<EventAccount>> load(TenantId tenant) {
        return db.inTransaction(SCOPE, tx -> tx.narrow(tenant).chain(() -> accounts.load(tx, tenant)));
    }

    /** Brings up whatever is behind, now: for a change of many accounts at once. */
    public void wake() {
        sweep();
    }

    private void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        db.inTransaction(SCOPE, tx -> accounts.unpushed(tx, PAGE))
                .flatMap(tenants -> each(tenants, this::syncOrLater).replaceWith(tenants.size() == PAGE))
                .onTermination()
                .invoke(() -> sweeping.set(false))
                .subscribe()
                .with(this::sweepOn, failure -> LOG.debug("Event accounts could not be swept", failure));
    }

    private void sweepOn(boolean more) {
        if (more && link.isConnected()) {
            sweep();
        }
    }

    private void compareAll() {
        Uni.createFrom()
                .deferred(() -> compareFrom(TenantId.of(new UUID(0, 0))))
                .onFailure(failure -> link.isConnected())
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .subscribe()
                .with(
                        done -> LOG.debug("The servers' accounts were compared"),
                        failure -> LOG.debug("NATS went away; accounts are compared at the next connect", failure));
    }

    /** Page by page; an account that its servers hold otherwise is given to them again. */
    Uni<Void> compareFrom(TenantId after) {
        return db.inTransaction(SCOPE, tx -> accounts.page(tx, after, PAGE))
                .flatMap(page -> page.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : each(page, this::compare).chain(() -> compareFrom(page.getLast())));
    }

    private Uni<Void> compare(TenantId tenant) {
        return load(tenant).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            EventAccount account = found.get();
            return link.lookup(account.publicKey())
                    .flatMap(held -> held.equals(operator.sign(account.claim()))
                            ? replayOf(account)
                            : sync(tenant).invoke(() -> LOG.infof("Restored the event account of %s", tenant)));
        });
    }

    private static Uni<Void> each(List<TenantId> tenants, Function<TenantId, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(tenants)
                .onItem()
                .transformToUni(work::apply)
                .merge(AT_ONCE)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
