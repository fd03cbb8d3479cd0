package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.testing.TenantDatabaseBounds;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Tenants take turns on one connection while callers fail, leave and time out at random moments: no answer ever holds
 * another tenant's canary, and the connection is never lost. {@code -Dscaiwave.rounds} makes it longer,
 * {@code -Dscaiwave.seed} repeats one.
 */
class OneConnectionTest {

    private static final int ROUNDS = Integer.getInteger("scaiwave.rounds", 2_000);
    private static final long SEED = Long.getLong("scaiwave.seed", System.nanoTime());
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<TenantContext> tenants = List.of(Scopes.tenant(), Scopes.tenant(), Scopes.tenant());
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();

    private static final DatabaseConfig PATIENT = Databases.config(LONG, Duration.ofMillis(50));
    private static final DatabaseConfig IMPATIENT = Databases.config(Duration.ofMillis(4), Duration.ofMillis(2));

    @Test
    void noAnswerHoldsAnotherTenantsCanary() throws InterruptedException {
        Pool pool = Notes.schema().appPool(Backing.vertx(), 1);
        takeTurns(new TenantDb(pool, PATIENT), new TenantDb(pool, IMPATIENT));
        pool.closeAndAwait();
    }

    /** Each of three databases has one connection. */
    @Test
    void neitherDoesOneFromTenantsOwnDatabases() throws InterruptedException {
        List<OwnDatabase> databases = tenants.stream().map(OwnDatabase::of).toList();
        try (OwnDatabases opened = new OwnDatabases(TenantDatabaseBounds.of(3, 1), PATIENT)) {
            takeTurns(opened.db(PATIENT), opened.db(IMPATIENT));
        } finally {
            databases.forEach(OwnDatabase::close);
        }
    }

    private void takeTurns(TenantDb patient, TenantDb impatient) throws InterruptedException {
        Random random = new Random(SEED);
        tenants.forEach(tenant -> plant(patient, tenant));
        Semaphore inFlight = new Semaphore(8);

        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            inFlight.acquire();
            TenantContext tenant = tenants.get(random.nextInt(tenants.size()));
            TenantDb db = random.nextInt(10) == 0 ? impatient : patient;
            all.add(round(db, tenant, random.nextInt(12), random.nextInt(3_000))
                    .whenComplete((done, failure) -> inFlight.release()));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();

        System.out.printf(
                "one connection: seed %d, %d rounds, %d answers, %d leaks%n",
                SEED, ROUNDS, answers.get(), leaks.size());
        assertThat(leaks).as("seed %d", SEED).isEmpty();
        assertThat(answers.get()).isGreaterThan(ROUNDS / 4);
        tenants.forEach(tenant -> assertThat(canaries(patient, tenant)).containsOnly(canary(tenant)));
    }

    /** The same search finds a canary where one was planted for another tenant. */
    @Test
    void theSearchFindsALeakThatIsThere() {
        check(tenants.get(0), List.of(canary(tenants.get(1))));

        assertThat(leaks).hasSize(1);
    }

    private CompletableFuture<Void> round(TenantDb db, TenantContext tenant, int kind, int cancelAfterMicros) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Cancellable running = work(db, tenant, kind)
                .onItem()
                .invoke(found -> check(tenant, found))
                .onTermination()
                .invoke(() -> over.complete(null))
                .subscribe()
                .with(item -> {}, failure -> {});
        if (kind == 7) {
            long until = System.nanoTime() + cancelAfterMicros * 1_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            running.cancel();
        }
        return over;
    }

    private Uni<List<String>> work(TenantDb db, TenantContext tenant, int kind) {
        return switch (kind) {
            case 0, 1 ->
                db.read(tenant, Notes.ALL).map(rows -> {
                    List<String> bodies = new ArrayList<>();
                    rows.forEach(row -> bodies.add(row.getString("body")));
                    return bodies;
                });
            case 2 ->
                db.inTransaction(tenant, tx -> all(tx).invoke(found -> {
                    check(tenant, found);
                    throw new IllegalStateException("on purpose");
                }));
            case 3 -> db.inTransaction(tenant, tx -> tx.query("SELECT 1 / 0").chain(() -> all(tx)));
            case 4 ->
                db.inTransaction(
                        tenant, tx -> tx.query("SELECT pg_sleep(0.002)").chain(() -> all(tx)));
            case 5 ->
                db.inTransaction(tenant, tx -> {
                    throw new IllegalStateException("before anything was sent");
                });
            case 6 -> db.read(tenant, "SELECT 1 / 0").replaceWith(List.of());
            case 8 ->
                db.write(tenant, Notes.INSERT, tenant.tenantId().uuid(), UUID.randomUUID(), canary(tenant))
                        .chain(() -> db.inTransaction(tenant, OneConnectionTest::all));
            case 9 ->
                db.inTransaction(tenant, tx -> Uni.combine()
                        .all()
                        .unis(Notes.insert(tx, tenant, UUID.randomUUID(), canary(tenant)), all(tx))
                        .asTuple()
                        .map(both -> both.getItem2()));
            default ->
                db.inTransaction(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), canary(tenant))
                        .chain(() -> all(tx)));
        };
    }

    private static Uni<List<String>> all(Tx tx) {
        return tx.list("SELECT body FROM note LIMIT 50", row -> row.getString("body"));
    }

    private void check(TenantContext tenant, List<String> found) {
        answers.incrementAndGet();
        if (found.isEmpty()) {
            leaks.add("nothing at all for " + tenant.tenantId());
        }
        found.stream().filter(body -> !body.equals(canary(tenant))).forEach(leaks::add);
    }

    private static String canary(TenantContext tenant) {
        return "canary of " + tenant.tenantId();
    }

    private static void plant(TenantDb db, TenantContext tenant) {
        db.inTransaction(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), canary(tenant)))
                .await()
                .atMost(LONG);
    }

    private static List<String> canaries(TenantDb db, TenantContext tenant) {
        return db.inTransaction(tenant, OneConnectionTest::all).await().atMost(LONG);
    }
}
