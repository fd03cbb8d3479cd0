package io.scaiwave.tenancy.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.TestSchema;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PasswordUtil;

/** Logins of tenants' own databases come and go by two routines, which touch nothing that they would not have made so. */
class LoginRoutinesTest {

    private static final String PASSWORD = "of-this-database-only";

    private static final List<String> WRONG = List.of(
            "CREATE ROLE OWN NOINHERIT",
            "CREATE ROLE OWN LOGIN INHERIT",
            "CREATE ROLE OWN LOGIN NOINHERIT CREATEDB",
            "CREATE ROLE OWN LOGIN NOINHERIT CREATEROLE",
            "CREATE ROLE OWN LOGIN NOINHERIT BYPASSRLS",
            "CREATE ROLE OWN LOGIN NOINHERIT SUPERUSER",
            "CREATE ROLE OWN LOGIN NOINHERIT; ALTER ROLE OWN SET role = library_owner",
            "CREATE ROLE OWN LOGIN NOINHERIT; ALTER ROLE OWN IN DATABASE scaiwave SET role = library_owner",
            "CREATE ROLE OWN LOGIN NOINHERIT; GRANT library_owner TO OWN",
            "CREATE ROLE OWN LOGIN NOINHERIT; GRANT library_app TO OWN WITH ADMIN OPTION",
            "CREATE ROLE OWN LOGIN NOINHERIT; GRANT OWN TO library_relay",
            "CREATE ROLE OWN LOGIN NOINHERIT; GRANT CONNECT ON DATABASE scaiwave TO OWN",
            "CREATE ROLE OWN LOGIN NOINHERIT; GRANT SELECT ON library.outbox TO OWN");

    private final TestSchema schema = Backing.schema();
    private final TenantId tenant = TenantId.random();
    private final String own = Place.databaseOf(tenant);

    @AfterEach
    void clear() {
        schema.asAdmin("DO $$ BEGIN IF to_regrole('" + own + "') IS NOT NULL THEN DROP OWNED BY " + own + "; DROP ROLE "
                + own + "; END IF; END $$");
    }

    private void call(String call) throws SQLException {
        try (Connection provisioner = schema.provisioner();
                Statement statement = provisioner.createStatement()) {
            statement.execute("CALL library_places." + call);
        }
    }

    private void make() throws SQLException {
        make(PasswordUtil.encodeScramSha256(PASSWORD.toCharArray()));
    }

    private void make(String verifier) throws SQLException {
        call("make_login('" + tenant.uuid() + "', '" + verifier + "')");
    }

    private void takeBack() throws SQLException {
        call("take_back_login('" + tenant.uuid() + "')");
    }

    private boolean isThere() throws SQLException {
        try (Connection admin = schema.admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + own + "'")) {
            return found.next();
        }
    }

    @Test
    void aLoginIsMadeOnceHoweverOftenItIsAskedForAndBreaksNoRule() throws SQLException {
        make();
        make();

        try (Connection admin = schema.admin()) {
            assertThat(CatalogCheck.of(TestSchema.NAME).findings(admin)).isEmpty();
        }
        takeBack();
        takeBack();
        assertThat(isThere()).isFalse();
    }

    @Test
    void itEntersTheDatabaseThatLetsItInAndNoOther() throws SQLException {
        make();
        TestSchema postgres = schema.in("postgres");
        postgres.statement("CREATE DATABASE " + own + " TEMPLATE template0");
        try {
            postgres.statement("REVOKE ALL ON DATABASE " + own + " FROM PUBLIC");
            assertRefused(() -> schema.in(own).login(own, PASSWORD).close(), "42501");
            postgres.statement("GRANT CONNECT ON DATABASE " + own + " TO " + own);

            try (Connection inside = schema.in(own).login(own, PASSWORD);
                    Statement statement = inside.createStatement();
                    ResultSet path = statement.executeQuery("SELECT current_setting('search_path')")) {
                path.next();
                assertThat(path.getString(1)).isEqualTo("library");
                statement.execute("SET ROLE library_app");
                assertRefused(() -> statement.execute("SET ROLE library_owner"), "42501");
            }
            assertRefused(() -> schema.login(own, PASSWORD).close(), "42501");
            assertRefused(this::takeBack, "55000");
            make();
        } finally {
            postgres.statement("DROP DATABASE " + own);
        }
        takeBack();
        assertThat(isThere()).isFalse();
    }

    @Test
    void whoIsInADatabaseIsSentAwayAndNobodyElse() throws SQLException {
        make();
        TestSchema postgres = schema.in("postgres");
        postgres.statement("CREATE DATABASE " + own + " TEMPLATE template0");
        try (Connection elsewhere = schema.app()) {
            postgres.statement("GRANT CONNECT ON DATABASE " + own + " TO " + own);
            try (Connection inside = schema.in(own).login(own, PASSWORD)) {
                call("dismiss('" + tenant.uuid() + "')");

                await().atMost(Duration.ofSeconds(60)).until(() -> !inside.isValid(5));
                assertThat(elsewhere.isValid(20)).isTrue();
            }
        } finally {
            postgres.statement("DROP DATABASE " + own);
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("WRONG")
    void aRoleOfAnotherFormIsLeftAlone(String planted) throws SQLException {
        schema.asAdmin(planted.replace("OWN", own));

        assertRefused(this::make, "55000");
        assertRefused(this::takeBack, "55000");

        assertThat(isThere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "md5d41d8cd98f00b204e9800998ecf8427e", "SCRAM-SHA-256$4096:short$a:b"})
    void aPasswordItselfIsNotTaken(String password) throws SQLException {
        assertRefused(() -> make(password), "22004");
        assertThat(isThere()).isFalse();
    }

    @Test
    void nobodyButTheProvisionerMayCallThem() throws SQLException {
        try (Connection app = schema.app();
                Statement statement = app.createStatement()) {
            assertRefused(
                    () -> statement.execute("CALL library_places.take_back_login('" + tenant.uuid() + "')"), "42501");
        }
        assertRefused(() -> call("inspect_login('" + own + "')"), "42501");
    }

    private static void assertRefused(ThrowingCallable call, String state) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(state);
    }
}
