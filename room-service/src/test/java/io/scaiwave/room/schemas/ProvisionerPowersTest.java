package io.scaiwave.room.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.room.testing.Installation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.postgresql.Driver;

/** What whoever has taken over this service could do with the role that makes places: nothing to any other service. */
class ProvisionerPowersTest {

    private static final String MARK = UUID.randomUUID().toString().replace("-", "");

    private static final List<String> OUT_OF_REACH = List.of(
            "CREATE ROLE mine_MARK",
            "CREATE ROLE t_MARK",
            "CREATE SCHEMA mine_MARK",
            "CREATE SCHEMA t_MARK AUTHORIZATION room_owner",
            "SET ROLE room_owner; CREATE SCHEMA t_MARK",
            "CREATE DATABASE mine_MARK TEMPLATE scaiwave",
            "ALTER DATABASE scaiwave IS_TEMPLATE true",
            "ALTER DATABASE room_template CONNECTION LIMIT 0",
            "GRANT tenant_owner TO room_provisioner",
            "GRANT identity_app TO room_provisioner",
            "GRANT room_maker TO room_provisioner",
            "GRANT room_tenant TO room_provisioner",
            "GRANT pg_read_all_data TO room_provisioner",
            "SET ROLE tenant_owner",
            "SET ROLE identity_owner",
            "SET ROLE room_maker",
            "SET ROLE room_app",
            "SET ROLE room_owner; GRANT identity_owner TO room_owner",
            "ALTER ROLE room_app BYPASSRLS",
            "ALTER ROLE room_provisioner CREATEROLE",
            "ALTER ROLE tenant_owner PASSWORD 'mine'",
            "DROP ROLE identity_app",
            "CREATE PROCEDURE room_places.mine() LANGUAGE sql AS ''",
            "ALTER PROCEDURE room_places.make(uuid) OWNER TO room_provisioner",
            "CALL room_places.inspect_role('tenant_owner')",
            "SELECT FROM tenant.tenants",
            "SET ROLE room_owner; SELECT FROM identity.users");

    private static Connection as(String role, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        return new Driver().connect("jdbc:" + Installation.environment().get("QUARKUS_DATASOURCE_REACTIVE_URL"), login);
    }

    private static Connection provisioner() throws SQLException {
        return as("room_provisioner", Installation.environment().get("QUARKUS_DATASOURCE_PROVISIONER_PASSWORD"));
    }

    private static void assertDenied(Connection connection, String sql) {
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql.replace("MARK", MARK));
                    }
                })
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo("42501");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("OUT_OF_REACH")
    void itIsDenied(String sql) throws SQLException {
        try (Connection provisioner = provisioner()) {
            assertDenied(provisioner, sql);
        }
    }

    @Test
    void theRuntimeRoleMakesNoPlaces() throws SQLException {
        try (Connection app = as("room_app", Installation.environment().get("QUARKUS_DATASOURCE_PASSWORD"))) {
            assertDenied(app, "CALL room_places.make(gen_random_uuid())");
            assertDenied(app, "CALL room_places.take_back(gen_random_uuid())");
        }
    }

    @Test
    void theRoleAsItIsMadeIsNotTooStrong() throws SQLException {
        try (Connection provisioner = provisioner()) {
            assertThat(ProvisionerCheck.findings(provisioner, "room")).isEmpty();
        }
    }
}
