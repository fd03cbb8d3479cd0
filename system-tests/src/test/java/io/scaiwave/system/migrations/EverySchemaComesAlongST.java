package io.scaiwave.system.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.TestSchema;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration reaches the own schema of every tenant, whatever happens to the run that brings it. */
class EverySchemaComesAlongST {

    private static final int SIZE = 12;

    private final TestSchema schema = Backing.schema();

    @TempDir
    Path migrations;

    private SchemaFleet fleet;

    @BeforeEach
    void aFleetAtTheFirstVersion() throws SQLException, IOException {
        write("V1__doc", """
                CREATE TABLE doc (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id));
                CALL protect('doc', 'tenant', 'SELECT, INSERT');
                CALL follow('doc');
                """);
        fleet = SchemaFleet.of(schema, SIZE);
        try (MigrationRun run = run()) {
            assertThat(run.done()).contains("12 schemas brought to 1 in ");
        }
        assertThat(fleet.at("1")).isEqualTo(SIZE);
        write("V2__body", "ALTER TABLE doc ADD body text;");
    }

    @AfterEach
    void clear() throws SQLException {
        fleet.clear();
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(migrations.resolve(name + ".sql"), sql);
    }

    private MigrationRun run(String... options) {
        return MigrationRun.start(schema, migrations, options);
    }

    @Test
    void whatIsMadeKeepsTheWalls() throws SQLException {
        try (Connection admin = schema.admin()) {
            for (String name : fleet.names()) {
                assertThat(CatalogCheck.ofTenant(name, TestSchema.NAME).findings(admin))
                        .isEmpty();
            }
            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin)).isEmpty();
        }
    }

    @Test
    void aRunThatWasKilledIsTakenUpByTheNext() throws SQLException {
        List<String> stuck = fleet.names().subList(8, 10);
        try (Connection reader = fleet.hold(stuck);
                MigrationRun killed = run("--workers", "2", "--lock-wait", "600")) {
            fleet.awaitWaiting(2);
            killed.kill();
            reader.rollback();
        }
        assertThat(fleet.at("2")).isEqualTo(8);
        assertThat(fleet.count("schema_ledger WHERE state = 'running'")).isEqualTo(2);
        List<Object> ends = fleet.list("SELECT finished_at FROM schema_ledger WHERE version = '2' ORDER BY 1");

        try (MigrationRun next = run("--lock-wait", "600")) {
            assertThat(next.done()).contains("schemas brought to 2 in ");
        }

        assertThat(fleet.at("2")).isEqualTo(SIZE);
        assertThat(fleet.withBody()).isEqualTo(SIZE);
        assertThat(fleet.list("SELECT finished_at FROM schema_ledger ORDER BY 1")
                        .subList(0, 8))
                .isEqualTo(ends);
        assertThat(fleet.list("SELECT state FROM fleet_runs WHERE version = '2'"))
                .containsExactly("done", "done");
        try (MigrationRun again = run()) {
            assertThat(again.done()).contains("all schemas at 2");
        }
    }

    @Test
    void aSchemaThatFailsIsNamedAndHoldsUpNobody() throws SQLException {
        String broken = fleet.names().getLast();
        schema.asAdmin("ALTER TABLE " + broken + ".doc ADD body text");

        try (MigrationRun run = run()) {
            assertThat(run.failed())
                    .contains(broken + " failed: ")
                    .contains("already exists")
                    .contains("11 schemas brought to 2, 1 failed, 0 not tried");
        }
        assertThat(fleet.list("SELECT 't_' || replace(tenant_id::text, '-', '') FROM schema_ledger"
                        + " WHERE state = 'failed' AND version = '1' AND error LIKE '%already exists%'"))
                .containsExactly(broken);
        assertThat(fleet.at("2")).isEqualTo(SIZE - 1);

        schema.asAdmin("ALTER TABLE " + broken + ".doc DROP body");
        try (MigrationRun run = run()) {
            assertThat(run.done()).contains("1 schemas brought to 2");
        }
        assertThat(fleet.at("2")).isEqualTo(SIZE);
    }

    @Test
    void aMigrationThatFailsOnTheFirstIsTriedOnNoOther() throws SQLException, IOException {
        write("V2__body", "ALTER TABLE doc ADD body no_such_type;");

        try (MigrationRun run = run()) {
            assertThat(run.failed())
                    .contains(fleet.names().getFirst() + " failed: ")
                    .contains("0 schemas brought to 2, 1 failed, 11 not tried");
        }

        assertThat(fleet.count("schema_ledger WHERE state = 'waiting' AND version = '1' AND attempt = 0"))
                .isEqualTo(SIZE - 1);
    }

    @Test
    void tooManyFailuresEndARun() throws SQLException {
        for (String broken : fleet.names().subList(SIZE - 3, SIZE)) {
            schema.asAdmin("ALTER TABLE " + broken + ".doc ADD body text");
        }

        try (MigrationRun run = run("--failures", "1", "--workers", "1")) {
            assertThat(run.failed()).contains("9 schemas brought to 2, 2 failed, 1 not tried");
        }
    }

    @Test
    void twoRunsDoNothingTwice() throws SQLException {
        try (Connection reader = fleet.hold(List.of(fleet.names().getFirst()));
                MigrationRun first = run("--lock-wait", "600")) {
            fleet.awaitWaiting(1);
            try (MigrationRun second = run()) {
                await().atMost(Duration.ofSeconds(120))
                        .until(() -> second.said().contains("another run is at work"));
                reader.rollback();

                assertThat(first.done()).contains("12 schemas brought to 2 in ");
                assertThat(second.done()).contains("all schemas at 2");
            }
        }
        assertThat(fleet.list("SELECT DISTINCT attempt FROM schema_ledger")).containsExactly(1);
    }

    @Test
    void aSchemaThatIsMadeMeanwhileComesAlong() throws SQLException {
        try (Connection reader = fleet.hold(List.of(fleet.names().getFirst()));
                MigrationRun run = run("--lock-wait", "600")) {
            fleet.awaitWaiting(1);
            fleet.add();
            reader.rollback();

            assertThat(run.done()).contains("13 schemas brought to 2 in ");
        }
        assertThat(fleet.at("2")).isEqualTo(SIZE + 1);
        assertThat(fleet.withBody()).isEqualTo(SIZE + 1);
    }

    /** Whoever wants the table waits behind the migration: it gives up soon, tries again, and leaves it after that. */
    @Test
    void aTableThatStaysHeldIsLeftAfterThreeAttempts() throws SQLException {
        String held = fleet.names().getLast();
        try (Connection reader = fleet.hold(List.of(held));
                MigrationRun run = run("--lock-wait", "1")) {
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> fleet.count("schema_ledger WHERE attempt > 0 AND state = 'failed'") == 1);
            reader.rollback();
            assertThat(run.failed()).contains(held + " failed: ").contains("lock timeout");
        }
        assertThat(fleet.list("SELECT attempt FROM schema_ledger WHERE state = 'failed'"))
                .containsExactly(3);
    }
}
