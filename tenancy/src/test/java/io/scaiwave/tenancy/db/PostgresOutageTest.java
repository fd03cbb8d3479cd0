package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.PrivatePostgres;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.testing.TestSchema;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Postgres that is gone or stands still costs its callers a clear answer in time, and nothing once it is back. */
class PostgresOutageTest {

    private static final String READ = "SELECT count(*) FROM idempotency_keys";
    private static final Duration IN_TIME = Duration.ofSeconds(3);
    private static PrivatePostgres postgres;
    private static TestSchema schema;

    private final TenantContext tenant = Scopes.tenant();
    private Pool pool;
    private TenantDb db;

    @BeforeAll
    static void startServer() {
        postgres = PrivatePostgres.start();
        schema = TestSchema.make(postgres);
    }

    @AfterAll
    static void stopServer() {
        postgres.stop();
    }

    @BeforeEach
    void open() {
        pool = schema.appPool(Backing.vertx(), 2);
        Databases.tenantDb(pool).read(tenant, READ).await().atMost(Duration.ofSeconds(15));
        db = new TenantDb(pool, Databases.config(Duration.ofMillis(2_500), Duration.ofMillis(300)));
    }

    @AfterEach
    void close() {
        pool.closeAndForget();
    }

    @Test
    void aPausedServerIsAnsweredForInTimeAndUsedAgainOnceItRuns() {
        postgres.pause();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                calls.add(db.read(tenant, READ).subscribeAsCompletionStage());
                calls.add(db.inTransaction(tenant, tx -> tx.query(READ)).subscribeAsCompletionStage());
            }

            calls.forEach(call -> assertThatThrownBy(() -> call.get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS))
                    .cause()
                    .satisfies(PostgresOutageTest::saysUnavailable));
        } finally {
            postgres.resume();
        }

        expectAllConnectionsBack();
    }

    @Test
    void aKilledServerIsAnsweredForAndUsedAgainOnceItIsBack() {
        CompletableFuture<?> inFlight =
                db.inTransaction(tenant, tx -> tx.query("SELECT pg_sleep(2)")).subscribeAsCompletionStage();

        postgres.crashAndRestart();

        assertThatThrownBy(() -> inFlight.get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS))
                .cause()
                .satisfies(PostgresOutageTest::saysUnavailable);
        expectAllConnectionsBack();
    }

    /** As many transactions at once as there are connections: none was lost. */
    private void expectAllConnectionsBack() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            CompletableFuture<?> one = db.inTransaction(tenant, tx -> tx.query("SELECT pg_sleep(0.2)"))
                    .subscribeAsCompletionStage();
            CompletableFuture<?> two = db.inTransaction(tenant, tx -> tx.query("SELECT pg_sleep(0.2)"))
                    .subscribeAsCompletionStage();
            assertThat(CompletableFuture.allOf(one, two)).succeedsWithin(Duration.ofSeconds(2));
        });
    }

    private static void saysUnavailable(Throwable failure) {
        assertThat(failure).isInstanceOf(RefusedException.class);
        assertThat(((RefusedException) failure).code()).isEqualTo(ErrorCode.SW_DEPENDENCY_DOWN);
    }
}
