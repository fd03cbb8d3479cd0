package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Every transaction ends, whatever its caller does, and its one connection comes back clean. */
class TenantDbTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TenantContext tenant = Scopes.tenant();
    private final TenantContext other = Scopes.tenant();
    private Pool pool;
    private TenantDb db;
    private TenantDb impatient;

    @BeforeEach
    void open() {
        pool = Notes.schema().appPool(Backing.vertx(), 1);
        db = Databases.tenantDb(pool);
        impatient = new TenantDb(pool, Databases.config(Duration.ofMillis(300), Duration.ofMillis(100)));
        insert(tenant, "of tenant");
        insert(other, "of other");
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    @Test
    void aTransactionSeesItsOwnTenantOnly() {
        assertThat(bodies(tenant)).containsExactly("of tenant");
        assertThat(bodies(other)).containsExactly("of other");
    }

    @Test
    void aSingleReadSeesItsOwnTenantOnly() {
        var rows = db.read(tenant, Notes.ALL).await().atMost(SOON);

        assertThat(rows).hasSize(1).first().satisfies(row -> assertThat(row.getUUID("tenant_id"))
                .isEqualTo(tenant.tenantId().uuid()));
    }

    @Test
    void aFailureRollsBack() {
        Uni<Object> failing = db.inTransaction(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), "lost")
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("on purpose"))));

        assertThatThrownBy(() -> failing.await().atMost(SOON)).hasMessage("on purpose");
        assertThat(bodies(tenant)).containsExactly("of tenant");
    }

    @Test
    void aTransactionWhoseStatementFailedCannotCommitEvenIfTheFailureIsSwallowed() {
        AtomicBoolean rung = new AtomicBoolean();

        Uni<Integer> swallowing = db.inTransaction(tenant, tx -> {
            tx.afterCommit(() -> rung.set(true));
            return Notes.insert(tx, tenant, UUID.randomUUID(), "lost")
                    .chain(() -> tx.update("INSERT INTO no_such_table VALUES (1)"))
                    .onFailure()
                    .recoverWithItem(7);
        });

        assertThatThrownBy(() -> swallowing.await().atMost(SOON)).isInstanceOf(IllegalStateException.class);
        assertThat(bodies(tenant)).containsExactly("of tenant");
        assertThat(rung).isFalse();
    }

    @Test
    void whatIsToRunAfterCommitRunsOnceCommitted() {
        AtomicInteger seen = new AtomicInteger();

        db.inTransaction(tenant, tx -> {
                    tx.afterCommit(seen::incrementAndGet);
                    return Notes.insert(tx, tenant, UUID.randomUUID(), "second");
                })
                .await()
                .atMost(SOON);

        assertThat(seen).hasValue(1);
    }

    @Test
    void aStatementAfterTheEndIsRefused() {
        CompletableFuture<Tx> escaped = new CompletableFuture<>();
        db.inTransaction(tenant, tx -> {
                    escaped.complete(tx);
                    return Uni.createFrom().item(1);
                })
                .await()
                .atMost(SOON);

        Uni<Integer> late = escaped.join().update(Notes.ALL);

        assertThatThrownBy(() -> late.await().atMost(SOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended");
    }

    @Test
    void noStatementFollowsACancellation() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        AtomicInteger sent = new AtomicInteger();
        Cancellable running = db.inTransaction(tenant, tx -> {
                    begun.complete(null);
                    return tx.query("SELECT pg_sleep(0.2)").chain(() -> {
                        sent.incrementAndGet();
                        return Notes.insert(tx, tenant, UUID.randomUUID(), "after cancel");
                    });
                })
                .subscribe()
                .with(done -> {}, failure -> {});
        begun.join();

        running.cancel();

        assertThat(bodies(other)).containsExactly("of other");
        assertThat(bodies(tenant)).containsExactly("of tenant");
        assertThat(sent).hasValue(0);
    }

    @Test
    void aCallerThatTimesOutWhileWaitingForAConnectionCostsNone() {
        CompletableFuture<Integer> release = new CompletableFuture<>();
        CompletableFuture<Integer> holder = holdTheConnectionUntil(release);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> impatient.read(other, Notes.ALL).await().atMost(SOON))
                    .satisfies(TenantDbTest::saysUnavailable);
        }
        release.complete(1);

        assertThat(holder).succeedsWithin(SOON);
        assertThat(bodies(other)).containsExactly("of other");
    }

    @Test
    void aCallerThatLeavesWhileWaitingForAConnectionCostsNone() {
        CompletableFuture<Integer> release = new CompletableFuture<>();
        CompletableFuture<Integer> holder = holdTheConnectionUntil(release);

        Cancellable waiting = db.read(other, Notes.ALL).subscribe().with(rows -> {}, failure -> {});
        waiting.cancel();
        release.complete(1);

        assertThat(holder).succeedsWithin(SOON);
        assertThat(bodies(other)).containsExactly("of other");
    }

    @Test
    void workThatTakesTooLongIsRolledBackAndItsConnectionReturned() {
        Uni<Object> endless = impatient.inTransaction(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), "late")
                .chain(() -> Uni.createFrom().nothing()));

        assertThatThrownBy(() -> endless.await().atMost(SOON)).satisfies(TenantDbTest::saysUnavailable);
        assertThat(bodies(tenant)).containsExactly("of tenant");
    }

    @RepeatedTest(20)
    void aConnectionThatDiesBetweenTwoTransactionsCostsNoPlaceInThePool() {
        Integer backend = db.read(tenant, "SELECT pg_backend_pid() AS pid")
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getInteger("pid");

        Notes.schema().asAdmin("SELECT pg_terminate_backend(" + backend + ")");
        Throwable refused =
                catchThrowable(() -> impatient.read(tenant, Notes.ALL).await().atMost(SOON));

        assertThat(refused).satisfiesAnyOf(none -> assertThat(none).isNull(), TenantDbTest::saysUnavailable);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        impatient.read(other, Notes.ALL).await().atMost(SOON))
                .hasSize(1));
    }

    @RepeatedTest(20)
    void aCommitAndWhatFollowsItAgreeWhateverTheMomentTheirCallerLeaves() {
        AtomicInteger rung = new AtomicInteger();
        Cancellable running = db.inTransaction(tenant, tx -> {
                    tx.afterCommit(rung::incrementAndGet);
                    return Notes.insert(tx, tenant, UUID.randomUUID(), "kept");
                })
                .subscribe()
                .with(done -> {}, failure -> {});
        long until = System.nanoTime() + (long) (Math.random() * 2_000_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }

        running.cancel();

        List<String> bodies = bodies(tenant);
        assertThat(rung.get()).isEqualTo(bodies.contains("kept") ? 1 : 0);
    }

    private CompletableFuture<Integer> holdTheConnectionUntil(CompletableFuture<Integer> release) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        CompletableFuture<Integer> holder = db.inTransaction(tenant, tx -> tx.query("SELECT 1")
                        .invoke(() -> taken.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        taken.join();
        return holder;
    }

    private static void saysUnavailable(Throwable failure) {
        assertThat(failure).isInstanceOf(RefusedException.class);
        assertThat(((RefusedException) failure).code()).isEqualTo(ErrorCode.SW_DEPENDENCY_DOWN);
    }

    private void insert(TenantContext owner, String body) {
        db.inTransaction(owner, tx -> Notes.insert(tx, owner, UUID.randomUUID(), body))
                .await()
                .atMost(SOON);
    }

    private List<String> bodies(Scope scope) {
        return db.inTransaction(scope, tx -> tx.list(Notes.ALL, row -> row.getString("body")))
                .await()
                .atMost(SOON);
    }
}
