package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.testing.TenantDatabaseBounds;
import io.smallrye.mutiny.Uni;
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

/** A tenant's rows are in a database of its own, and nothing that is written elsewhere opens another's. */
class TenantDatabasesTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TenantDatabaseBounds BOUNDS = TenantDatabaseBounds.of(4, 2);

    private final TenantContext tenant = Scopes.tenant();
    private final TenantContext other = Scopes.tenant();
    private OwnDatabase own;
    private OwnDatabase others;
    private OwnDatabases opened;
    private TenantDb db;

    @BeforeEach
    void twoDatabases() {
        own = OwnDatabase.of(tenant);
        others = OwnDatabase.of(other);
        opened = new OwnDatabases(BOUNDS, Databases.PATIENT);
        db = opened.db(Databases.PATIENT);
        write(tenant, "of tenant");
        write(other, "of other");
    }

    @AfterEach
    void drop() {
        opened.close();
        own.close();
        others.close();
    }

    private List<String> read(TenantContext as) {
        List<String> bodies = new ArrayList<>();
        db.read(as, Notes.ALL).await().atMost(SOON).forEach(row -> bodies.add(row.getString("body")));
        return bodies;
    }

    private void write(TenantContext as, String body) {
        assertThat(db.write(as, Notes.INSERT, as.tenantId().uuid(), UUID.randomUUID(), body)
                        .await()
                        .atMost(SOON)
                        .rowCount())
                .isEqualTo(1);
    }

    private void isRefusedWith(ErrorCode code) {
        Throwable read = catchThrowable(() -> read(tenant));
        Throwable worked = catchThrowable(() ->
                db.inTransaction(tenant, tx -> tx.query(Notes.ALL)).await().atMost(SOON));
        for (Throwable failure : List.of(read, worked)) {
            assertThat(failure)
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.code())
                            .isEqualTo(code))
                    .hasMessageNotContaining(others.name())
                    .hasMessageNotContaining(other.tenantId().wire());
        }
    }

    private TenantContext later() {
        return new TenantContext(
                tenant.tenantId(),
                tenant.partnerId(),
                tenant.slug(),
                tenant.status(),
                tenant.plan(),
                tenant.isolation(),
                tenant.dataRegion(),
                tenant.epoch() + 1,
                tenant.partnerEpoch());
    }

    @Test
    void rowsAreInTheTenantsOwnDatabaseAndNowhereElse() throws SQLException {
        assertThat(read(tenant)).containsExactly("of tenant");
        assertThat(read(other)).containsExactly("of other");
        assertThat(own.count("SELECT count(*) FROM library.note")).isEqualTo(1);
        assertThat(atHome("SELECT count(*) FROM library.note WHERE tenant_id = '"
                        + tenant.tenantId().uuid() + "'"))
                .isZero();
    }

    /** T-26, as far as somebody can go who can write our table and seal with our key. */
    @Test
    void aRecordThatNamesAnothersDatabaseOpensItNot() {
        own.isOnRecordAs(others);
        opened.close();
        opened = new OwnDatabases(BOUNDS, Databases.PATIENT);
        db = opened.db(Databases.PATIENT);

        isRefusedWith(ErrorCode.SW_DEPENDENCY_DOWN);

        assertThat(opened.misrouted()).isEqualTo(2);
        assertThat(others.count("SELECT count(*) FROM library.note WHERE tenant_id = '"
                        + tenant.tenantId().uuid() + "'"))
                .isZero();
        assertThat(read(other)).containsExactly("of other");
    }

    /** T-26: a row of the table copied over another. */
    @Test
    void aPasswordSealedForAnotherOpensNothing() {
        own.isOnRecord(others.name(), "of-this-database-only", other.tenantId());
        db = anew();

        isRefusedWith(ErrorCode.SW_DEPENDENCY_DOWN);

        assertThat(opened.misrouted()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordOpensNothing() {
        own.isOnRecord(own.name(), "guessed", tenant.tenantId());
        db = anew();

        isRefusedWith(ErrorCode.SW_DEPENDENCY_DOWN);

        assertThat(opened.misrouted()).isEqualTo(2);
    }

    @Test
    void aDatabaseWithANewPasswordIsFoundAtTheSecondTry() {
        assertThat(read(tenant)).containsExactly("of tenant");
        own.isOnRecord(own.name(), "another", tenant.tenantId());
        own.run("ALTER ROLE " + own.name() + " PASSWORD 'another'");
        own.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + own.name() + "'");

        await().atMost(SOON).untilAsserted(() -> assertThat(read(tenant)).containsExactly("of tenant"));

        assertThat(opened.misrouted()).isZero();
    }

    /** As a replica that has just started. */
    private TenantDb anew() {
        opened.close();
        opened = new OwnDatabases(BOUNDS, Databases.PATIENT);
        return opened.db(Databases.PATIENT);
    }

    @Test
    void theLoginOfOneDatabaseEntersNoOther() {
        assertThatThrownBy(() -> own.loginTo(others.name()).close())
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("42501"));
        assertThatThrownBy(() -> own.loginTo("scaiwave").close())
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("42501"));
    }

    @Test
    void aDatabaseDroppedUnderWayIsUnavailableAndHasNoEffectOnOthers() {
        assertThat(read(tenant)).containsExactly("of tenant");

        own.drop();

        await().atMost(SOON).untilAsserted(() -> isRefusedWith(ErrorCode.SW_DEPENDENCY_DOWN));
        assertThat(opened.misrouted()).isPositive();
        assertThat(read(other)).containsExactly("of other");
    }

    @Test
    void withoutADatabaseOnRecordTheTenantIsOnItsWay() {
        own.close();
        db = anew();

        isRefusedWith(ErrorCode.SW_TENANT_MOVING);
    }

    @Test
    void whoBelievesInTheSharedTablesIsSentToTheDatabase() {
        db = opened.db(Databases.PATIENT, Isolation.SHARED);

        write(tenant, "second");

        assertThat(own.count("SELECT count(*) FROM library.note")).isEqualTo(2);
    }

    @Test
    void whoBelievesInADatabaseThatWasLeftIsSentToTheSharedTables() throws SQLException {
        own.fence("shared", "closed");
        Notes.schema()
                .statement("UPDATE library.fences SET level = 'shared', state = 'open' WHERE tenant_id = '"
                        + tenant.tenantId().uuid() + "'");

        write(tenant, "at home");

        assertThat(read(tenant)).containsExactly("at home");
        assertThat(own.count("SELECT count(*) FROM library.note")).isEqualTo(1);
        assertThat(opened.open()).isEqualTo(1);
    }

    @Test
    void aClosedFenceInTheDatabaseKeepsEverybodyOut() {
        own.fence("database", "closed");
        isRefusedWith(ErrorCode.SW_TENANT_MOVING);

        own.fence("database", "reading");
        assertThat(read(tenant)).containsExactly("of tenant");
        assertThatThrownBy(() -> write(tenant, "lost"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.SW_TENANT_MOVING));
    }

    @Test
    void aNewEpochFindsTheNewDatabaseAndClosesTheOldPool() {
        TenantContext moved = later();
        try (OwnDatabase next = OwnDatabase.called(own.name() + "_next", tenant.tenantId())) {
            next.fence("database", "open");
            own.isOnRecordAs(next);

            write(tenant, "by the route known before");
            write(moved, "by the new one");

            assertThat(next.count("SELECT count(*) FROM library.note")).isEqualTo(1);
            await().atMost(SOON).until(() -> connectionsTo(own.name()) == 0);
        }
    }

    @Test
    void aPoolThatNobodyUsesIsClosed() {
        opened.close();
        opened = new OwnDatabases(BOUNDS.idleFor(Duration.ofMillis(300)), Databases.PATIENT);
        db = opened.db(Databases.PATIENT);

        assertThat(read(tenant)).containsExactly("of tenant");

        await().atMost(SOON).until(() -> opened.open() == 0);
        await().atMost(SOON).until(() -> connectionsTo(own.name()) == 0);
        assertThat(read(tenant)).containsExactly("of tenant");
    }

    @Test
    void aPoolInUseIsNotClosedForAnother() {
        opened.close();
        opened = new OwnDatabases(TenantDatabaseBounds.of(1, 1), Databases.PATIENT);
        db = opened.db(Databases.PATIENT);
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Integer> release = new CompletableFuture<>();
        CompletableFuture<Integer> holder = db.inTransaction(
                        other, tx -> tx.update(Notes.INSERT, other.tenantId().uuid(), UUID.randomUUID(), "held")
                                .invoke(() -> inside.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        assertThat(inside).succeedsWithin(SOON);

        isRefusedWith(ErrorCode.SW_DEPENDENCY_DOWN);
        release.complete(1);

        assertThat(holder).succeedsWithin(SOON);
        assertThat(read(tenant)).containsExactly("of tenant");
        assertThat(opened.open()).isEqualTo(1);
    }

    private static long connectionsTo(String database) {
        try {
            return atHome("SELECT count(*) FROM pg_stat_activity WHERE usename <> 'postgres' AND datname = '" + database
                    + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long atHome(String query) throws SQLException {
        try (Connection admin = Notes.schema().admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
