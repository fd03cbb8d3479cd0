package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The opening of a transaction leaves with what follows it, in one write, as seen on the way to the server. */
class OneWriteTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int TIMES = 40;

    private final TenantContext tenant = Scopes.tenant();
    private final Writes writes = Writes.to(Backing.postgres());
    private Pool pool;
    private TenantDb db;

    @BeforeEach
    void open() {
        pool = Notes.schema().appPool(Backing.vertx(), 1, writes.port());
        db = Databases.tenantDb(pool);
        insert("first");
        read();
        twoStatements();
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
        writes.close();
    }

    @Test
    void aReadIsOneWrite() {
        List<String> seen = writes.during(() -> times(this::read));

        assertThat(seen).hasSize(TIMES).allSatisfy(write -> assertThat(write)
                .contains("BEGIN; SET LOCAL app.tenant_id")
                .contains("COMMIT"));
    }

    @Test
    void aTransactionsOpeningAndItsFirstStatementsAreOneWriteAndItsCommitAnother() {
        List<String> seen = writes.during(() -> times(this::twoStatements));

        assertThat(seen).hasSize(2 * TIMES);
        for (int i = 0; i < seen.size(); i += 2) {
            assertThat(seen.get(i)).startsWith("Q").contains("BEGIN; SET LOCAL").doesNotContain("COMMIT");
            assertThat(seen.get(i + 1)).contains("COMMIT").doesNotContain("BEGIN");
        }
    }

    @Test
    void workThatFailsBeforeItsFirstStatementIsStillRolledBack() {
        Uni<Object> failing = db.inTransaction(tenant, tx -> {
            throw new IllegalStateException("on purpose");
        });

        List<String> seen = writes.during(
                () -> assertThatThrownBy(() -> failing.await().atMost(SOON)).hasMessage("on purpose"));

        assertThat(String.join("", seen)).containsSubsequence("BEGIN", "ROLLBACK");
        assertThat(db.read(tenant, Notes.ALL).await().atMost(SOON)).hasSize(1);
    }

    private static void times(Runnable work) {
        for (int i = 0; i < TIMES; i++) {
            work.run();
        }
    }

    private void read() {
        assertThat(db.read(tenant, Notes.ALL).await().atMost(SOON)).hasSize(1);
    }

    private void twoStatements() {
        db.inTransaction(tenant, tx -> Uni.combine()
                        .all()
                        .unis(tx.query(Notes.ALL), tx.query("SELECT count(*) FROM note"))
                        .discardItems())
                .await()
                .atMost(SOON);
    }

    private void insert(String body) {
        db.write(tenant, Notes.INSERT, tenant.tenantId().uuid(), UUID.randomUUID(), body)
                .await()
                .atMost(SOON);
    }
}
