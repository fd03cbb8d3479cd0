package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.TestSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGStatement;

/**
 * T-10. A service's runtime role is one and can become no other. Where a tenant has a role of its own, the role of the
 * moment decides, whatever a prepared statement has seen before: shown on a planted schema of that design.
 */
class RolesTest {

    private static final int UNTIL_A_GENERIC_PLAN = 12;

    private final TestSchema schema = Notes.schema();
    private final String mark = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String roleA = "t_a_" + mark;
    private final String roleB = "t_b_" + mark;
    private final String runtime = "run_" + mark;
    private final String planted = "planted_" + mark;

    @BeforeEach
    void plant() {
        schema.asAdmin("""
                CREATE ROLE %1$s NOLOGIN; CREATE ROLE %2$s NOLOGIN;
                CREATE ROLE %3$s LOGIN NOINHERIT PASSWORD 'planted'; GRANT %1$s, %2$s TO %3$s;
                GRANT CONNECT ON DATABASE scaiwave TO %3$s;
                CREATE SCHEMA %4$s; GRANT USAGE ON SCHEMA %4$s TO %1$s, %2$s, %3$s;
                CREATE TABLE %4$s.doc (owner text NOT NULL, body text NOT NULL);
                INSERT INTO %4$s.doc VALUES ('%1$s', 'of a'), ('%2$s', 'of b');
                ALTER TABLE %4$s.doc ENABLE ROW LEVEL SECURITY; ALTER TABLE %4$s.doc FORCE ROW LEVEL SECURITY;
                CREATE POLICY of_a ON %4$s.doc TO %1$s USING (owner = '%1$s');
                CREATE POLICY of_b ON %4$s.doc TO %2$s USING (owner = '%2$s');
                GRANT SELECT ON %4$s.doc TO %1$s, %2$s;
                """.formatted(roleA, roleB, runtime, planted));
    }

    @AfterEach
    void clear() {
        schema.asAdmin("DROP SCHEMA %s CASCADE; REVOKE ALL ON DATABASE scaiwave FROM %s; DROP ROLE %s, %s, %s"
                .formatted(planted, runtime, runtime, roleA, roleB));
    }

    @Test
    void theRuntimeRoleCanBecomeNoOther() throws SQLException {
        try (Connection app = schema.app()) {
            assertThat(rolesItCanBecome(app)).containsExactly(TestSchema.NAME + "_app");
            assertDenied(app, "SET SESSION AUTHORIZATION " + TestSchema.NAME + "_owner");
            assertDenied(app, "GRANT " + roleA + " TO " + TestSchema.NAME + "_app");
            assertDenied(app, "ALTER ROLE " + TestSchema.NAME + "_app BYPASSRLS");
        }
    }

    @Test
    void theSearchFindsARoleThatCanBeTaken() throws SQLException {
        try (Connection planted = plantedRuntime()) {
            assertThat(rolesItCanBecome(planted)).containsExactlyInAnyOrder(runtime, roleA, roleB);
        }
    }

    private static List<String> rolesItCanBecome(Connection connection) throws SQLException {
        List<String> taken = new ArrayList<>();
        for (String role : texts(connection.prepareStatement("SELECT rolname FROM pg_roles ORDER BY 1"))) {
            try (Statement set = connection.createStatement()) {
                set.execute("SET ROLE \"" + role + "\"");
                set.execute("RESET ROLE");
                taken.add(role);
            } catch (SQLException refused) {
                assertThat(refused.getSQLState()).isIn("42501", "22023");
            }
        }
        return taken;
    }

    private static void assertDenied(Connection connection, String sql) {
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo("42501");
    }

    @Test
    void thePolicyOfTheRoleOfTheMomentDecides() throws SQLException {
        for (String sql : List.of(
                "SELECT body FROM doc",
                "SELECT (SELECT string_agg(body, ',') FROM doc)",
                "WITH seen AS (SELECT body FROM doc) SELECT body FROM seen",
                "SELECT o.body FROM (VALUES (1)) v (x) JOIN LATERAL (SELECT body FROM doc OFFSET 0) o ON true")) {
            try (Connection connection = plantedRuntime();
                    PreparedStatement prepared = connection.prepareStatement(sql.replace("doc", planted + ".doc"))) {
                prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
                for (int i = 0; i < UNTIL_A_GENERIC_PLAN; i++) {
                    assertThat(as(roleA, prepared)).as(sql).containsExactly("of a");
                }

                assertThat(as(roleB, prepared)).as(sql).containsExactly("of b");
                assertThat(as(roleA, prepared)).as(sql).containsExactly("of a");
            }
        }
    }

    /**
     * A role that has run the statement while it was a member of another keeps the other's policies in its plan (Postgres
     * 15): a design with tenants' roles must never make one a member of another.
     */
    @Test
    void aChangeOfMembershipOrRoleTakesEffectOnAPreparedStatement() throws SQLException {
        try (Connection connection = plantedRuntime();
                PreparedStatement prepared =
                        connection.prepareStatement("SELECT (SELECT string_agg(body, ',') FROM " + planted + ".doc)")) {
            prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
            for (int i = 0; i < UNTIL_A_GENERIC_PLAN; i++) {
                assertThat(as(roleA, prepared)).containsExactly("of a");
            }

            schema.asAdmin("ALTER ROLE " + roleB + " SET work_mem = '8MB'; GRANT " + roleA + " TO " + roleB);
            schema.asAdmin("REVOKE " + roleA + " FROM " + roleB);
            assertThat(as(roleB, prepared)).containsExactly("of b");
            schema.asAdmin("REVOKE " + roleA + " FROM " + runtime);

            assertThatThrownBy(() -> as(roleA, prepared)).hasMessageContaining("permission denied to set role");
            assertThat(as(roleB, prepared)).containsExactly("of b");
        }
    }

    private Connection plantedRuntime() throws SQLException {
        return Backing.postgres().connect("scaiwave", runtime, "planted");
    }

    /** In a transaction of that role alone, as the first statement of a transaction would set it. */
    private static List<String> as(String role, PreparedStatement prepared) throws SQLException {
        Connection connection = prepared.getConnection();
        connection.setAutoCommit(false);
        try (Statement set = connection.createStatement()) {
            set.execute(String.format(Locale.ROOT, "SELECT set_config('role', '%s', true)", role));
            return texts(prepared);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<String> texts(PreparedStatement statement) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }
}
