package io.scaiwave.room.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.testing.PrivatePostgres;
import io.scaiwave.tenancy.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check that stands before the start finds each power too many, on a server of its own since roles belong to all. */
class ProvisionerCheckTest {

    private static PrivatePostgres postgres;
    private static TestSchema schema;

    @BeforeAll
    static void start() {
        postgres = PrivatePostgres.start();
        schema = TestSchema.make(postgres);
    }

    @AfterAll
    static void stop() {
        postgres.stop();
    }

    private static List<String> findings() throws SQLException {
        try (Connection provisioner = schema.provisioner()) {
            return ProvisionerCheck.findings(provisioner, TestSchema.NAME);
        }
    }

    @Test
    void theRoleAsItIsMadeIsNotTooStrong() throws SQLException {
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ALTER ROLE library_provisioner CREATEROLE | ALTER ROLE library_provisioner NOCREATEROLE | may create roles
            ALTER ROLE library_owner CREATEDB | ALTER ROLE library_owner NOCREATEDB | may create databases
            ALTER ROLE library_provisioner BYPASSRLS | ALTER ROLE library_provisioner NOBYPASSRLS | may bypass row-level security
            ALTER ROLE library_provisioner REPLICATION | ALTER ROLE library_provisioner NOREPLICATION | may replicate
            ALTER ROLE library_owner CREATEROLE | ALTER ROLE library_owner NOCREATEROLE | may create roles
            GRANT CREATE ON DATABASE scaiwave TO library_provisioner | REVOKE CREATE ON DATABASE scaiwave FROM library_provisioner | may create schemas
            GRANT CREATE ON DATABASE scaiwave TO library_owner | REVOKE CREATE ON DATABASE scaiwave FROM library_owner | may create schemas
            GRANT library_maker TO library_provisioner | REVOKE library_maker FROM library_provisioner | is a member of library_maker
            GRANT library_relay TO library_provisioner | REVOKE library_relay FROM library_provisioner | is a member of library_relay
            GRANT pg_read_all_data TO library_owner | REVOKE pg_read_all_data FROM library_owner | is a member of pg_read_all_data
            CREATE SCHEMA other AUTHORIZATION library_owner | DROP SCHEMA other | reaches the schema other
            """)
    void aPowerTooManyIsFound(String given, String taken, String reason) throws SQLException {
        schema.asAdmin(given);
        try {
            assertThat(findings()).contains("the role of the provisioner " + reason);
        } finally {
            schema.asAdmin(taken);
        }
    }

    @Test
    void aSuperuserIsTooStrong() throws SQLException {
        try (Connection admin = schema.admin()) {
            assertThat(ProvisionerCheck.findings(admin, TestSchema.NAME))
                    .contains("the role of the provisioner may do everything, as superuser");
        }
    }
}
