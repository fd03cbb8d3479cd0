package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Postgres itself refuses, whatever statement the code above sends. */
class RowLevelSecurityTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    /** No privilege; for COPY FROM: not with row-level security. */
    private static final List<String> REFUSED = List.of("42501", "0A000");

    private final TenantContext tenant = Scopes.tenant();
    private final TenantContext other = Scopes.tenant();
    private final UUID othersNote = UUID.randomUUID();
    private Pool pool;
    private TenantDb db;

    @BeforeEach
    void open() {
        pool = Notes.schema().appPool(Backing.vertx(), 1);
        db = Databases.tenantDb(pool);
        run(other, tx -> Notes.insert(tx, other, othersNote, "of other"));
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    /** T-05, on a fresh connection and on one whose settings read '' after use. */
    @Test
    void withoutAScopeThereIsNoRowAndNoWrite() throws SQLException {
        try (Connection app = Notes.schema().app();
                Statement statement = app.createStatement()) {
            for (int use = 0; use < 2; use++) {
                assertThat(count(statement, "SELECT count(*) FROM note")).isZero();
                assertThat(statement.executeUpdate("UPDATE note SET body = 'taken'"))
                        .isZero();
                assertThat(statement.executeUpdate("DELETE FROM note")).isZero();
                assertRefused(statement, "INSERT INTO note VALUES (gen_random_uuid(), gen_random_uuid(), 'x')");
                statement.execute("BEGIN; SELECT set_config('app.tenant_id', '"
                        + other.tenantId().uuid() + "', true)");
                assertThat(count(statement, "SELECT count(*) FROM note")).isEqualTo(1);
                statement.execute("COMMIT");
            }
        }
    }

    /** T-03. */
    @Test
    void theOwnerOfTheTablesSeesNothingEither() throws SQLException {
        try (Connection owner = Notes.schema().owner();
                Statement statement = owner.createStatement()) {
            assertThat(count(statement, "SELECT count(*) FROM note")).isZero();
        }
    }

    @Test
    void aPartnersAndThePlatformsScopeSeeNoTenantsRows() {
        assertThat(bodies(new PartnerContext(other.partnerId()))).isEmpty();
        assertThat(bodies(Scopes.PLATFORM)).isEmpty();
    }

    @Test
    void aPartnerMayNarrowToATenantAndATenantOnlyToItself() {
        List<String> narrowed = db.inTransaction(
                        new PartnerContext(other.partnerId()),
                        tx -> tx.narrow(other.tenantId()).chain(() -> tx.list(Notes.ALL, row -> row.getString("body"))))
                .await()
                .atMost(SOON);
        Uni<Void> elsewhere = db.inTransaction(tenant, tx -> tx.narrow(other.tenantId()));

        assertThat(narrowed).containsExactly("of other");
        assertThatThrownBy(() -> elsewhere.await().atMost(SOON)).isInstanceOf(IllegalStateException.class);
    }

    /** T-09: prepared by one tenant, used by the other, past the number of uses that fixes a plan. */
    @Test
    void aCachedPlanBelongsToNobody() {
        run(tenant, tx -> Notes.insert(tx, tenant, UUID.randomUUID(), "of tenant"));

        IntStream.range(0, 8).forEach(use -> assertThat(bodies(tenant)).containsExactly("of tenant"));

        assertThat(bodies(other)).containsExactly("of other");
    }

    /** T-11. */
    @Test
    void aRowOfAnotherTenantIsNeitherWrittenNorTakenNorGivenAway() {
        UUID mine = UUID.randomUUID();
        run(tenant, tx -> Notes.insert(tx, tenant, mine, "mine"));

        Uni<Integer> written = db.inTransaction(tenant, tx -> Notes.insert(tx, other, UUID.randomUUID(), "planted"));
        Uni<Integer> given = db.inTransaction(
                tenant,
                tx -> tx.update(
                        "UPDATE note SET tenant_id = $1 WHERE id = $2",
                        other.tenantId().uuid(),
                        mine));
        int taken = run(tenant, tx -> tx.update("UPDATE note SET body = 'taken' WHERE id = $1", othersNote));
        int deleted = run(tenant, tx -> tx.update("DELETE FROM note WHERE id = $1", othersNote));

        assertRefused(written);
        assertRefused(given);
        assertThat(taken + deleted).isZero();
        assertThat(bodies(other)).containsExactly("of other");
        assertThat(bodies(tenant)).containsExactly("mine");
    }

    /** T-12: the id of another tenant's row answers like any free id, because the owner is part of every key. */
    @Test
    void anUpsertOrMergeOnAForeignIdMakesAnOwnRow() {
        String upsert = Notes.INSERT + " ON CONFLICT (tenant_id, id) DO UPDATE SET body = 'taken'";
        String merge = "MERGE INTO note n USING (SELECT $1::uuid AS id) s ON n.id = s.id"
                + " WHEN MATCHED THEN UPDATE SET body = 'taken'";

        int onForeign = run(tenant, tx -> tx.update(upsert, tenant.tenantId().uuid(), othersNote, "own"));
        int onFree = run(tenant, tx -> tx.update(upsert, tenant.tenantId().uuid(), UUID.randomUUID(), "own"));
        TenantContext third = Scopes.tenant();
        int merged = run(third, tx -> tx.update(merge, othersNote));

        assertThat(onForeign).isEqualTo(onFree).isEqualTo(1);
        assertThat(merged).isZero();
        assertThat(bodies(other)).containsExactly("of other");
    }

    /** T-13, and thereby T-14: no row can point at another tenant's, so no deletion can follow such a pointer. */
    @Test
    void aForeignKeyCannotPointAtAnotherTenantsRow() {
        Uni<Integer> pointing = db.inTransaction(
                tenant,
                tx -> tx.update(
                        "INSERT INTO remark (tenant_id, id, note_id) VALUES ($1, $2, $3)",
                        tenant.tenantId().uuid(),
                        UUID.randomUUID(),
                        othersNote));

        assertThatThrownBy(() -> pointing.await().atMost(SOON)).hasMessageContaining("remark_tenant_id_note_id_fkey");
    }

    /** T-18. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE note",
                "COPY note FROM STDIN",
                "CREATE TRIGGER t BEFORE INSERT ON note EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "ALTER TABLE note DISABLE ROW LEVEL SECURITY",
                "DROP POLICY tenant_scope ON note",
                "CREATE TABLE library.mine (x int)",
                "CREATE TEMP TABLE note (x int)",
                "CREATE FUNCTION library.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CALL protect('note', 'platform', 'SELECT')",
                "SET ROLE library_owner",
                "SET SESSION AUTHORIZATION library_owner",
                "COPY note TO PROGRAM 'cat'",
                "SELECT pg_read_file('/etc/passwd')"
            })
    void theRuntimeRoleMayNotGoAround(String statementText) throws SQLException {
        try (Connection app = Notes.schema().app();
                Statement statement = app.createStatement()) {
            assertRefused(statement, statementText);
        }
    }

    /** T-18: COPY TO and EXPLAIN are filtered like any query; row_security off is an error, never more rows. */
    @Test
    void turningRowSecurityOffGivesAnErrorAndNoRow() throws SQLException {
        try (Connection app = Notes.schema().app();
                Statement statement = app.createStatement()) {
            statement.execute("SET row_security = off");

            assertRefused(statement, "SELECT * FROM note");
        }
    }

    /** T-20. */
    @Test
    void statisticsShowNothing() throws SQLException {
        Notes.schema().asAdmin("ANALYZE note");

        try (Connection app = Notes.schema().app();
                Statement statement = app.createStatement()) {
            assertThat(count(statement, "SELECT count(*) FROM pg_stats WHERE schemaname = 'library'"))
                    .isZero();
        }
    }

    private static void assertRefused(Statement statement, String sql) {
        assertThatThrownBy(() -> statement.execute(sql))
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isIn(REFUSED));
    }

    private static void assertRefused(Uni<?> uni) {
        assertThatThrownBy(() -> uni.await().atMost(SOON)).matches(DatabaseFailures::isRowLevelRefusal);
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private int run(Scope scope, java.util.function.Function<Tx, Uni<Integer>> work) {
        return db.inTransaction(scope, work).await().atMost(SOON);
    }

    private List<String> bodies(Scope scope) {
        return db.inTransaction(scope, tx -> tx.list(Notes.ALL, row -> row.getString("body")))
                .await()
                .atMost(SOON);
    }
}
