package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.PrivatePgBouncer;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** T-08: two tenants whose clients share one server connection, handed on after each transaction. */
class PgBouncerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROUNDS = 600;
    private static PrivatePgBouncer pooler;
    private static Pool pool;

    private final TenantContext acme = Scopes.tenant();
    private final TenantContext widgets = Scopes.tenant();
    private final TenantDb db = new TenantDb(pool, Databases.config(LONG, Duration.ofSeconds(1)));

    @BeforeAll
    static void start() {
        pooler = PrivatePgBouncer.before(Notes.schema());
        pool = Notes.schema().appPoolBehind(pooler, Backing.vertx(), 6);
    }

    @AfterAll
    static void stop() {
        pool.closeAndAwait();
        pooler.close();
    }

    @Test
    void interleavedTenantsSeeTheirOwnRowsOnly() {
        plant(acme);
        plant(widgets);

        List<String> leaks = Multi.createFrom()
                .range(0, ROUNDS)
                .onItem()
                .transformToUni(round -> round(round % 2 == 0 ? acme : widgets, round))
                .merge(6)
                .collect()
                .in(ArrayList<String>::new, List::addAll)
                .await()
                .atMost(LONG);

        assertThat(leaks).isEmpty();
        assertThat(canaries(acme)).containsOnly(canary(acme));
        assertThat(canaries(widgets)).containsOnly(canary(widgets));
    }

    /** What one client leaves behind, the next one finds: all of them stand on one server process. */
    @Test
    void allClientsShareOneServerProcess() {
        List<Integer> processes = Multi.createFrom()
                .range(0, 30)
                .onItem()
                .transformToUni(round -> db.read(round % 2 == 0 ? acme : widgets, "SELECT pg_backend_pid() AS pid")
                        .map(rows -> rows.iterator().next().getInteger("pid")))
                .merge(6)
                .collect()
                .asList()
                .await()
                .atMost(LONG);

        assertThat(processes).hasSize(30);
        assertThat(processes.stream().distinct()).hasSize(1);
    }

    /** The search can fail: a setting of the session, not of the transaction, is the next tenant's too. */
    @Test
    void aSessionsSettingWouldLeakHere() {
        plant(acme);
        SqlConnection one = pool.getConnectionAndAwait();
        SqlConnection other = pool.getConnectionAndAwait();
        try {
            one.query("SET app.tenant_id = '" + acme.tenantId().uuid() + "'").executeAndAwait();

            List<String> found = new ArrayList<>();
            other.query("SELECT body FROM note").executeAndAwait().forEach(row -> found.add(row.getString("body")));

            assertThat(leaks(widgets, found)).contains(canary(acme));
        } finally {
            one.query("RESET app.tenant_id").executeAndAwait();
            one.closeAndAwait();
            other.closeAndAwait();
        }
    }

    private Uni<List<String>> round(TenantContext tenant, int round) {
        return switch (round / 2 % 4) {
            case 0 ->
                db.read(tenant, Notes.ALL).map(rows -> {
                    List<String> bodies = new ArrayList<>();
                    rows.forEach(row -> bodies.add(row.getString("body")));
                    return leaks(tenant, bodies);
                });
            case 1 ->
                db.inTransaction(tenant, tx -> tx.query("SELECT 1 / 0"))
                        .replaceWith(List.of("a division by zero passed"))
                        .onFailure()
                        .recoverWithItem(List.of());
            case 2 ->
                db.write(tenant, Notes.INSERT, tenant.tenantId().uuid(), UUID.randomUUID(), canary(tenant))
                        .replaceWith(List.of());
            default ->
                db.inTransaction(
                                tenant, tx -> tx.query("SELECT pg_sleep(0.001)").chain(() -> all(tx)))
                        .map(found -> leaks(tenant, found));
        };
    }

    /** Everything that is not the tenant's, and the fact that there was nothing at all. */
    private static List<String> leaks(TenantContext tenant, List<String> found) {
        return found.isEmpty()
                ? List.of("nothing for " + tenant.tenantId())
                : found.stream().filter(body -> !body.equals(canary(tenant))).toList();
    }

    private static Uni<List<String>> all(Tx tx) {
        return tx.list("SELECT body FROM note LIMIT 50", row -> row.getString("body"));
    }

    private List<String> canaries(TenantContext tenant) {
        return db.inTransaction(tenant, PgBouncerTest::all).await().atMost(LONG);
    }

    private void plant(TenantContext tenant) {
        db.inTransaction(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), canary(tenant)))
                .await()
                .atMost(LONG);
    }

    private static String canary(TenantContext tenant) {
        return "canary of " + tenant.tenantId();
    }

    /** Without a tenant the shared connection shows nothing, whatever ran on it before. */
    @Test
    void aClientWithoutATenantSeesNothing() {
        plant(acme);

        assertThat(pool.query("SELECT body FROM note").executeAndAwait().size()).isZero();
        assertThatThrownBy(() -> pool.query("INSERT INTO note VALUES ('"
                                + acme.tenantId().uuid() + "', '" + UUID.randomUUID() + "', 'x')")
                        .executeAndAwait())
                .hasMessageContaining("42501");
    }
}
