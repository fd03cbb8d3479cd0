package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.testing.TestSchema;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant's fence decides which copy of its rows a transaction may use, whatever the service believes. */
class FenceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestSchema schema = Notes.schema();
    private final TenantContext tenant = Scopes.tenant();
    private final String own = Place.schemaOf(tenant.tenantId());
    private final Believed places = new Believed();
    private Pool pool;
    private TenantDb db;

    /** What the service believes, which may be wrong. */
    private static final class Believed implements Places {

        private Isolation level = Isolation.SHARED;

        @Override
        public Place of(Scope scope) {
            return scope instanceof TenantContext tenant ? moved(tenant, level) : Place.HOME;
        }

        @Override
        public Place moved(TenantContext tenant, Isolation to) {
            return to == Isolation.SCHEMA
                    ? new Place.InSchema(TestSchema.NAME, tenant.tenantId())
                    : new Place.Shared(TestSchema.NAME);
        }
    }

    @BeforeEach
    void twoCopies() {
        pool = schema.appPool(Backing.vertx(), 2);
        db = new TenantDb(pool, Databases.PATIENT, places);
        schema.asAdmin("""
                CREATE ROLE %1$s NOLOGIN; GRANT %1$s TO library_app;
                CREATE SCHEMA %1$s AUTHORIZATION library_owner; GRANT USAGE ON SCHEMA %1$s TO %1$s;
                CREATE TABLE %1$s.note (LIKE library.note INCLUDING ALL);
                CALL protect('%1$s.note', 'tenant', 'SELECT, INSERT');
                INSERT INTO %1$s.note VALUES ('%2$s', gen_random_uuid(), 'in the schema');
                INSERT INTO library.note VALUES ('%2$s', gen_random_uuid(), 'among all');
                """.formatted(own, id()));
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
        schema.asAdmin("DROP SCHEMA IF EXISTS " + own + " CASCADE; DROP ROLE IF EXISTS " + own
                + "; DELETE FROM fences WHERE tenant_id = '" + id() + "'");
    }

    private UUID id() {
        return tenant.tenantId().uuid();
    }

    private void fence(String level, String state) {
        schema.asAdmin("INSERT INTO fences (tenant_id, level, state) VALUES ('" + id() + "', '" + level + "', '" + state
                + "') ON CONFLICT (tenant_id) DO UPDATE SET level = excluded.level, state = excluded.state");
    }

    private RowSet<Row> ask(Uni<RowSet<Row>> answer) {
        return answer.await().atMost(SOON);
    }

    private List<String> read() {
        List<String> bodies = new ArrayList<>();
        ask(db.read(tenant, Notes.ALL)).forEach(row -> bodies.add(row.getString("body")));
        return bodies;
    }

    private void write(String body) {
        assertThat(ask(db.write(tenant, Notes.INSERT, id(), UUID.randomUUID(), body))
                        .rowCount())
                .isEqualTo(1);
    }

    private static void saysMoving(Throwable failure) {
        says(ErrorCode.SW_TENANT_MOVING, failure);
    }

    private static void saysUnavailable(Throwable failure) {
        says(ErrorCode.SW_DEPENDENCY_DOWN, failure);
    }

    private static void says(ErrorCode code, Throwable failure) {
        assertThat(failure).isInstanceOf(RefusedException.class);
        assertThat(((RefusedException) failure).code()).isEqualTo(code);
    }

    private long notes(String where) {
        try (Connection admin = schema.admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT count(*) FROM " + where + ".note WHERE tenant_id = '" + id() + "'")) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOpenFenceLetsReadersAndWritersIn() {
        fence("shared", "open");

        write("written");

        assertThat(read()).containsExactly("among all", "written");
    }

    @Test
    void atTheSchemaLevelEveryTableIsTheTenantsOwn() {
        places.level = Isolation.SCHEMA;
        fence("schema", "open");

        write("written");

        assertThat(read()).containsExactly("in the schema", "written");
        assertThat(notes("library")).isEqualTo(1);
    }

    @Test
    void withoutAFenceNobodyComesIn() {
        assertThatThrownBy(this::read).satisfies(FenceTest::saysMoving);
        assertThatThrownBy(() -> write("lost")).satisfies(FenceTest::saysMoving);

        assertThat(notes("library")).isEqualTo(1);
    }

    @Test
    void aFenceForReadersKeepsWritersOut() {
        fence("shared", "reading");

        assertThatThrownBy(() -> write("lost")).satisfies(FenceTest::saysMoving);

        assertThat(read()).containsExactly("among all");
    }

    @Test
    void aFenceForReadersThatHasAnEndLiftsItself() {
        fence("shared", "reading");
        schema.asAdmin("UPDATE fences SET reading_until = clock_timestamp() WHERE tenant_id = '" + id() + "'");

        write("written");

        assertThat(read()).containsExactly("among all", "written");
    }

    @Test
    void aWriterWaitsForAFenceThatIsClosedForAMoment() {
        TenantDb patient = new TenantDb(pool, Databases.waiting(SOON), places);
        fence("shared", "reading");
        CompletableFuture<RowSet<Row>> writer = patient.write(tenant, Notes.INSERT, id(), UUID.randomUUID(), "late")
                .subscribeAsCompletionStage();
        assertThat(read()).containsExactly("among all");
        assertThat(writer).isNotDone();

        fence("schema", "open");

        assertThat(writer).succeedsWithin(SOON);
        assertThat(notes(own)).isEqualTo(2);
        assertThat(notes("library")).isEqualTo(1);
    }

    @Test
    void whileATenantMovesTheKeysOfItsChangesAreNoted() {
        fence("shared", "open");
        write("before");
        assertThat(noted()).isZero();

        schema.asAdmin("UPDATE fences SET capturing = true WHERE tenant_id = '" + id() + "'");
        write("meanwhile");

        assertThat(noted()).isEqualTo(1);
    }

    private long noted() {
        try (Connection admin = schema.admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM library.move_changes c JOIN"
                        + " library.note n ON c.key = ARRAY[n.tenant_id::text, n.id::text] WHERE c.table_name = 'note' AND c.tenant_id = '"
                        + id() + "'")) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aClosedFenceKeepsEverybodyOut() {
        fence("shared", "closed");

        assertThatThrownBy(this::read).satisfies(FenceTest::saysMoving);
        assertThatThrownBy(() -> write("lost")).satisfies(FenceTest::saysMoving);
        assertThatThrownBy(
                        () -> db.inTransaction(tenant, tx -> tx.update(Notes.INSERT, id(), UUID.randomUUID(), "lost"))
                                .await()
                                .atMost(SOON))
                .satisfies(FenceTest::saysMoving);

        assertThat(notes("library")).isEqualTo(1);
    }

    @Test
    void whoBelievesInTheOldCopyIsSentToTheNewOne() {
        fence("schema", "open");

        write("written");

        assertThat(read()).containsExactly("in the schema", "written");
        assertThat(notes("library")).isEqualTo(1);
    }

    @Test
    void whoBelievesInTheNewCopyTooSoonIsSentToTheOldOne() {
        places.level = Isolation.SCHEMA;
        fence("shared", "open");

        write("written");

        assertThat(read()).containsExactly("among all", "written");
        assertThat(notes(own)).isEqualTo(1);
    }

    @Test
    void anotherTenantsSchemaIsDeniedByNameToo() {
        TenantContext other = Scopes.tenant();
        schema.asAdmin("INSERT INTO fences (tenant_id, level, state) VALUES ('"
                + other.tenantId().uuid() + "', 'shared', 'open')");

        assertThatThrownBy(() -> ask(db.read(other, "SELECT * FROM " + own + ".note")))
                .isInstanceOfSatisfying(
                        PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("42501"));
    }

    @Test
    void aDroppedSchemaIsAFailureAndNeverTheSharedTables() {
        places.level = Isolation.SCHEMA;
        fence("schema", "open");
        schema.asAdmin("DROP TABLE " + own + ".note");

        assertThatThrownBy(this::read).satisfies(FenceTest::saysUnavailable);
    }

    @Test
    void aDroppedRoleIsAFailureToo() {
        places.level = Isolation.SCHEMA;
        fence("schema", "open");
        schema.asAdmin("DROP SCHEMA " + own + " CASCADE; DROP ROLE " + own);

        assertThatThrownBy(this::read).satisfies(FenceTest::saysUnavailable);
    }

    @Test
    void theNextTransactionOnTheConnectionIsItselfAgain() {
        places.level = Isolation.SCHEMA;
        fence("schema", "open");
        TenantContext other = Scopes.tenant();
        TenantDb single = new TenantDb(pool, Databases.PATIENT);

        for (int i = 0; i < 20; i++) {
            assertThat(read()).containsExactly("in the schema");
            Row row = ask(single.read(
                            other,
                            "SELECT current_user::text AS role, current_schemas(false)::text AS path,"
                                    + " count(note.*) AS notes FROM note"))
                    .iterator()
                    .next();
            assertThat(row.getString("role")).isEqualTo("library_app");
            assertThat(row.getString("path")).isEqualTo("{library}");
            assertThat(row.getLong("notes")).isZero();
        }
    }

    @Test
    void whoMovesTheFenceWaitsForTheWritersInside() throws SQLException {
        fence("shared", "open");
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Integer> release = new CompletableFuture<>();
        CompletableFuture<Integer> writer = db.inTransaction(
                        tenant, tx -> tx.update(Notes.INSERT, id(), UUID.randomUUID(), "in time")
                                .invoke(() -> inside.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        assertThat(inside).succeedsWithin(SOON);

        try (Connection mover = schema.admin();
                Statement moving = mover.createStatement()) {
            assertThat(hasAlone(moving)).isFalse();
            release.complete(1);
            assertThat(writer).succeedsWithin(SOON);
            await().atMost(SOON).until(() -> hasAlone(moving));
        }
    }

    private boolean hasAlone(Statement moving) throws SQLException {
        try (ResultSet mine =
                moving.executeQuery("SELECT pg_try_advisory_lock(" + FenceLock.key(tenant.tenantId()) + ")")) {
            mine.next();
            return mine.getBoolean(1);
        }
    }

    @Test
    void aWriterThatWaitedForTheFenceToMoveFollowsIt() throws SQLException {
        fence("shared", "open");
        try (Connection mover = schema.admin();
                Statement moving = mover.createStatement()) {
            mover.setAutoCommit(false);
            moving.execute("SELECT pg_advisory_xact_lock(" + FenceLock.key(tenant.tenantId()) + ")");
            moving.execute("UPDATE library.fences SET level = 'schema' WHERE tenant_id = '" + id() + "'");
            CompletableFuture<RowSet<Row>> writer = db.write(
                            tenant, Notes.INSERT, id(), UUID.randomUUID(), "after the move")
                    .subscribeAsCompletionStage();
            await().atMost(SOON).until(this::somebodyWaits);

            mover.commit();

            assertThat(writer).succeedsWithin(SOON);
        }
        assertThat(notes(own)).isEqualTo(2);
        assertThat(notes("library")).isEqualTo(1);
    }

    private boolean somebodyWaits() {
        try (Connection admin = schema.admin();
                Statement statement = admin.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND mode = 'ShareLock'")) {
            return waiting.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
