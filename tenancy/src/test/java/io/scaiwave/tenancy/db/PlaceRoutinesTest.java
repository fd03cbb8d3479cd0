package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.TestSchema;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Roles and schemas of tenants come and go by two routines, which touch nothing that they would not have made so. */
class PlaceRoutinesTest {

    private static final List<String> WRONG_ROLES = List.of(
            "CREATE ROLE OWN LOGIN",
            "CREATE ROLE OWN NOINHERIT",
            "CREATE ROLE OWN CREATEDB",
            "CREATE ROLE OWN CREATEROLE",
            "CREATE ROLE OWN BYPASSRLS",
            "CREATE ROLE OWN REPLICATION",
            "CREATE ROLE OWN SUPERUSER",
            "CREATE ROLE OWN; ALTER ROLE OWN SET search_path = library",
            "CREATE ROLE OWN; GRANT library_owner TO OWN",
            "CREATE ROLE OWN; GRANT library_tenant TO OWN WITH ADMIN OPTION",
            "CREATE ROLE OWN; GRANT OWN TO library_relay",
            "CREATE ROLE OWN; GRANT OWN TO library_app WITH ADMIN OPTION",
            "CREATE ROLE OWN; GRANT USAGE ON SCHEMA library TO OWN",
            "CREATE ROLE OWN; GRANT SELECT ON library.outbox TO OWN",
            "CREATE ROLE OWN; CREATE SCHEMA OWN_other AUTHORIZATION OWN",
            "CREATE ROLE OWN; GRANT CREATE ON DATABASE scaiwave TO OWN",
            "CREATE ROLE OWN; CREATE POLICY OWN_too ON library.outbox TO OWN USING (true)");

    private static final List<String> WRONG_SCHEMAS = List.of(
            "CREATE SCHEMA OWN",
            "CREATE SCHEMA OWN AUTHORIZATION library_owner; GRANT USAGE ON SCHEMA OWN TO library_app",
            "CREATE SCHEMA OWN AUTHORIZATION library_owner; GRANT USAGE ON SCHEMA OWN TO PUBLIC");

    private final TestSchema schema = Backing.schema();
    private final TenantId tenant = TenantId.random();
    private final String own = Place.schemaOf(tenant);

    @AfterEach
    void clear() {
        schema.asAdmin("DROP POLICY IF EXISTS " + own + "_too ON library.outbox");
        schema.asAdmin("DROP SCHEMA IF EXISTS " + own + " CASCADE; DROP SCHEMA IF EXISTS " + own + "_other");
        schema.asAdmin("DO $$ BEGIN IF to_regrole('" + own + "') IS NOT NULL THEN DROP OWNED BY " + own + "; DROP ROLE "
                + own + "; END IF; END $$");
    }

    private void asProvisioner(String sql) throws SQLException {
        try (Connection provisioner = schema.provisioner()) {
            execute(provisioner, sql);
        }
    }

    private void make() throws SQLException {
        asProvisioner("CALL library_places.make('" + tenant.uuid() + "')");
    }

    private void takeBack() throws SQLException {
        asProvisioner("CALL library_places.take_back('" + tenant.uuid() + "')");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean isThere(String query) throws SQLException {
        try (Connection admin = schema.admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(query.replace("OWN", own))) {
            return found.next();
        }
    }

    private boolean roleIsThere() throws SQLException {
        return isThere("SELECT FROM pg_roles WHERE rolname = 'OWN'");
    }

    @Test
    void aPlaceIsMadeOnceHoweverOftenItIsAskedFor() throws SQLException {
        make();
        make();

        asProvisioner("SET ROLE library_owner; CREATE TABLE " + own
                + ".doc (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id));"
                + " CALL library.protect('" + own + ".doc', 'tenant', 'SELECT, INSERT'); CALL library.follow('" + own
                + ".doc')");
        make();
        try (Connection admin = schema.admin()) {
            assertThat(CatalogCheck.ofTenant(own, TestSchema.NAME).findings(admin))
                    .isEmpty();
            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin)).isEmpty();
        }
    }

    @Test
    void aRoleGoesWhenItsSchemaHasGone() throws SQLException {
        make();
        assertRefused(this::takeBack, "55000");
        assertThat(roleIsThere()).isTrue();

        asProvisioner("SET ROLE library_owner; DROP SCHEMA " + own + " CASCADE");
        takeBack();
        takeBack();

        assertThat(roleIsThere()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("WRONG_ROLES")
    void aRoleOfAnotherFormIsLeftAlone(String planted) throws SQLException {
        schema.asAdmin(planted.replace("OWN", own));

        assertRefused(this::make, "55000");
        assertRefused(this::takeBack, "55000");

        assertThat(roleIsThere()).isTrue();
        assertThat(isThere("SELECT FROM pg_namespace WHERE nspname = 'OWN'")).isFalse();
        assertThat(isThere("SELECT FROM pg_auth_members WHERE roleid = to_regrole('OWN')"
                        + " AND member = 'library_app'::regrole AND NOT admin_option"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("WRONG_SCHEMAS")
    void aSchemaOfAnotherFormIsLeftAlone(String planted) throws SQLException {
        schema.asAdmin(planted.replace("OWN", own));

        assertRefused(this::make, "55000");

        assertThat(roleIsThere()).isFalse();
    }

    @Test
    void nobodyButTheProvisionerMayCallThem() throws SQLException {
        String call = "CALL library_places.make('" + tenant.uuid() + "')";
        try (Connection app = schema.app();
                Connection owner = schema.owner()) {
            assertRefused(() -> execute(app, call), "42501");
            assertRefused(() -> execute(owner, call), "42501");
        }
        assertRefused(() -> asProvisioner("CALL library_places.inspect_role('" + own + "')"), "42501");
        assertRefused(() -> asProvisioner("CALL library_places.make(NULL)"), "22004");
        assertThat(roleIsThere()).isFalse();
    }

    private static void assertRefused(ThrowingCallable call, String state) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(state);
    }
}
