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

/** T-01 and T-25 for tenants with schemas of their own; T-02: each of their rules proven to fire. */
class TenantSchemaCheckTest {

    private static final String OWN = "t_0192f5a0000070008000000000000001";
    private static final String OTHER = "t_0192f5a0000070008000000000000002";

    private static final List<PlantedOffence> OFFENCES = List.of(
            new PlantedOffence("tenant-tables-there", "DROP TABLE OWN.doc"),
            new PlantedOffence("tenant-table-moves", "DROP TRIGGER follow ON OWN.doc"),
            new PlantedOffence("no-trigger", "ALTER TABLE OWN.doc DISABLE TRIGGER follow"),
            new PlantedOffence("tenant-schema-owner", "ALTER SCHEMA OWN OWNER TO CURRENT_USER"),
            new PlantedOffence("tenant-table-owner", "ALTER TABLE OWN.doc OWNER TO CURRENT_USER"),
            new PlantedOffence("tenant-role-weak", "ALTER ROLE OWN LOGIN"),
            new PlantedOffence("tenant-role-weak", "ALTER ROLE OWN BYPASSRLS"),
            new PlantedOffence("tenant-role-in-its-group-only", "GRANT pg_read_all_data TO OWN"),
            new PlantedOffence("tenant-role-in-its-group-only", "GRANT OTHER TO OWN"),
            new PlantedOffence("tenant-role-for-its-service-only", "GRANT OWN TO library_relay"),
            new PlantedOffence("tenant-schema-for-its-role-only", "GRANT USAGE ON SCHEMA OWN TO OTHER"),
            new PlantedOffence("tenant-schema-for-its-role-only", "GRANT CREATE ON SCHEMA OWN TO OWN"),
            new PlantedOffence("tenant-table-for-its-role-only", "GRANT SELECT ON OWN.doc TO library_app"),
            new PlantedOffence("tenant-table-for-its-role-only", "GRANT SELECT ON OWN.doc TO PUBLIC"),
            new PlantedOffence("tenant-table-for-its-role-only", "GRANT TRUNCATE ON OWN.doc TO OWN"),
            new PlantedOffence("tenant-column-for-nobody", "GRANT SELECT (id) ON OWN.doc TO OTHER"),
            new PlantedOffence(
                    "tenant-ledger-closed",
                    "CREATE TABLE OWN.flyway_schema_history (n int); GRANT SELECT ON OWN.flyway_schema_history TO OWN"),
            // Its tables obey what all tables obey.
            new PlantedOffence("rls-forced", "ALTER TABLE OWN.doc NO FORCE ROW LEVEL SECURITY"),
            new PlantedOffence("policy-missing", "DROP POLICY tenant_scope ON OWN.doc"),
            new PlantedOffence("policy-foreign", "CREATE POLICY helpful ON OWN.doc USING (true)"),
            new PlantedOffence("no-view", "CREATE VIEW OWN.all_of_it AS SELECT * FROM OWN.doc"),
            new PlantedOffence("unique-owner-first", "CREATE UNIQUE INDEX ON OWN.doc (id)"));

    private static final String PLANTED = """
            CREATE ROLE OWN NOLOGIN; CREATE ROLE OTHER NOLOGIN;
            GRANT library_tenant TO OWN; GRANT OWN TO library_app;
            CREATE SCHEMA OWN AUTHORIZATION library_owner; GRANT USAGE ON SCHEMA OWN TO OWN;
            CREATE TABLE OWN.doc (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id));
            ALTER TABLE OWN.doc OWNER TO library_owner;
            CALL library.protect('OWN.doc', 'tenant', 'SELECT, INSERT');
            CALL library.follow('OWN.doc')
            """;

    @Test
    void aSchemaAsItIsMadeBreaksNoRule() throws SQLException {
        try (Connection admin = planting()) {
            assertThat(CatalogCheck.ofTenant(OWN, TestSchema.NAME).findings(admin))
                    .isEmpty();
            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin)).isEmpty();
            assertThat(CatalogCheck.tenantSchemas(admin)).contains(OWN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("OFFENCES")
    void aPlantedOffenceIsReportedByItsRule(PlantedOffence offence) throws SQLException {
        try (Connection admin = planting()) {
            execute(admin, offence.sql());

            assertThat(CatalogCheck.ofTenant(OWN, TestSchema.NAME).findings(admin))
                    .extracting(Finding::rule)
                    .contains(offence.rule());
        }
    }

    @Test
    void aSchemaThatIsNotNamedByAnIdIsReported() throws SQLException {
        try (Connection admin = planting()) {
            execute(admin, "ALTER SCHEMA OWN RENAME TO t_acme");

            assertThat(CatalogCheck.ofTenant("t_acme", TestSchema.NAME).findings(admin))
                    .extracting(Finding::rule)
                    .contains("tenant-schema-name");
        }
    }

    @Test
    void everyRuleHasAnOffenceThatItReports() {
        Set<String> proven = OFFENCES.stream().map(PlantedOffence::rule).collect(Collectors.toSet());
        proven.add("tenant-schema-name");

        assertThat(TenantSchemaRules.ALL).extracting(CatalogRule::name).allMatch(proven::contains);
    }

    /** An open transaction of the administrator; closing the connection takes everything back. */
    private static Connection planting() throws SQLException {
        Connection admin = Backing.schema().admin();
        admin.setAutoCommit(false);
        execute(admin, PLANTED);
        return admin;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    sql.replace("OWN.", OWN + ".").replaceAll("\\bOWN\\b", OWN).replace("OTHER", OTHER));
        }
    }
}
