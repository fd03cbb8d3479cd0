package io.scaiwave.tenancy.testing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** T-01 for what all services share; T-02: each rule proven to fire. */
class CatalogCheckTest {

    private static final List<PlantedOffence> OFFENCES = PlantedOffence.ALL;

    /** A table as it should be, and a child of it. */
    private static final String PLANTED = """
            CREATE TABLE planted (tenant_id uuid NOT NULL, id uuid NOT NULL, body text, PRIMARY KEY (tenant_id, id));
            CALL protect('planted', 'tenant', 'SELECT, INSERT, UPDATE, DELETE');
            CREATE TABLE planted_child (tenant_id uuid NOT NULL, id uuid NOT NULL, planted_id uuid,
                PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, planted_id) REFERENCES planted (tenant_id, id));
            CALL protect('planted_child', 'tenant', 'SELECT');
            CREATE TABLE planted_partner (partner_id uuid NOT NULL, tenant_id uuid NOT NULL, slug text NOT NULL,
                PRIMARY KEY (partner_id, tenant_id));
            CREATE UNIQUE INDEX planted_slug ON planted_partner (slug);
            CALL protect('planted_partner', 'partner', 'SELECT', '; public key: planted_slug');
            """;

    @Test
    void theSharedTablesBreakNoRule() throws SQLException {
        try (Connection admin = planting()) {
            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin)).isEmpty();
            assertThat(CatalogCheck.of(TestSchema.NAME).statistics(admin)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("OFFENCES")
    void aPlantedOffenceIsReportedByItsRule(PlantedOffence offence) throws SQLException {
        try (Connection admin = planting()) {
            execute(admin, offence.sql());

            List<CatalogRule> own = CatalogCheck.RULES.stream()
                    .filter(rule -> rule.name().equals(offence.rule()))
                    .toList();
            List<Finding> findings = CatalogCheck.of(TestSchema.NAME).findings(admin, own);

            assertThat(findings).isNotEmpty();
        }
    }

    @Test
    void theWholeCheckReportsThemToo() throws SQLException {
        try (Connection admin = planting()) {
            execute(admin, "ALTER TABLE planted NO FORCE ROW LEVEL SECURITY; CREATE SEQUENCE numbers");

            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin))
                    .containsExactlyInAnyOrder(
                            new Finding("rls-forced", "planted"), new Finding("no-sequence", "numbers"));
        }
    }

    @Test
    void missingRolesAreReportedBeforeAnythingElse() throws SQLException {
        try (Connection admin = planting()) {
            execute(admin, "ALTER ROLE library_relay RENAME TO library_gone");

            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin))
                    .containsExactly(new Finding("roles-exist", "library_relay"));
        }
    }

    @Test
    void everyRuleHasAnOffenceThatItReports() {
        Set<String> proven = OFFENCES.stream().map(PlantedOffence::rule).collect(Collectors.toSet());

        assertThat(CatalogCheck.RULES)
                .extracting(CatalogRule::name)
                .doesNotHaveDuplicates()
                .allMatch(proven::contains);
        assertThat(proven).hasSizeGreaterThanOrEqualTo(22);
    }

    /** T-20. */
    @Test
    void statisticsShowTheRuntimeRoleNothingUnlessItMayBypassTheWalls() throws SQLException {
        try (Connection admin = planting()) {
            execute(
                    admin,
                    "INSERT INTO planted SELECT gen_random_uuid(), gen_random_uuid(), 'canary'"
                            + " FROM generate_series(1, 100); ANALYZE planted");
            assertThat(CatalogCheck.of(TestSchema.NAME).statistics(admin)).isEmpty();

            execute(admin, "ALTER ROLE library_app BYPASSRLS");

            // The server may have gathered statistics of other tables meanwhile.
            assertThat(CatalogCheck.of(TestSchema.NAME).statistics(admin))
                    .contains(new Finding(CatalogCheck.STATISTICS, "planted"));
        }
    }

    /** An open transaction of the administrator; closing the connection takes everything back. */
    private static Connection planting() throws SQLException {
        Connection admin = Backing.schema().admin();
        admin.setAutoCommit(false);
        execute(admin, "SET LOCAL search_path = " + TestSchema.NAME);
        execute(admin, PLANTED);
        return admin;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
