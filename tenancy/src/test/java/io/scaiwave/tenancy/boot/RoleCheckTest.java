package io.scaiwave.tenancy.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.PrivatePostgres;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.testing.TestSchema;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a service finds out about its role before it starts, on a server of its own since roles belong to all. */
class RoleCheckTest {

    private static final String TENANT_ROLE = "t_0192f5a000007000800000000000000a";
    private static PrivatePostgres postgres;
    private static TestSchema schema;
    private static Pool pool;
    private static TenantDb db;

    @BeforeAll
    static void start() {
        postgres = PrivatePostgres.start();
        schema = TestSchema.make(postgres);
        pool = schema.appPool(Backing.vertx(), 1);
        db = Databases.tenantDb(pool);
    }

    @AfterAll
    static void stop() {
        pool.closeAndAwait();
        postgres.stop();
    }

    private static List<String> roleFindings() {
        return db.inTransaction(Scopes.PLATFORM, RoleCheck::findings).await().atMost(Duration.ofSeconds(30));
    }

    private static List<String> tableFindings() {
        return db.inTransaction(Scopes.PLATFORM, TableCheck::findings).await().atMost(Duration.ofSeconds(30));
    }

    private static void as(String sql) {
        schema.asAdmin(sql);
    }

    @Test
    void theRuntimeRoleAsItIsMadeIsNotTooStrong() {
        assertThat(roleFindings()).isEmpty();
        assertThat(tableFindings()).isEmpty();
    }

    @Test
    void aRoleOfATenantsSchemaMayBeStoodInFor() {
        as("CREATE ROLE " + TENANT_ROLE + " NOLOGIN; GRANT library_tenant TO " + TENANT_ROLE + "; GRANT " + TENANT_ROLE
                + " TO library_app");
        try {
            assertThat(roleFindings()).isEmpty();

            as("ALTER ROLE " + TENANT_ROLE + " CREATEROLE");
            assertThat(roleFindings()).containsExactly("the database role is a member of " + TENANT_ROLE);
            as("ALTER ROLE " + TENANT_ROLE + " NOCREATEROLE LOGIN");
            assertThat(roleFindings()).containsExactly("the database role is a member of " + TENANT_ROLE);
        } finally {
            as("DROP ROLE " + TENANT_ROLE);
        }
    }

    @Test
    void anyOtherMembershipIsTooMuch() {
        as("GRANT library_owner TO library_app");
        try {
            assertThat(roleFindings()).contains("the database role is a member of library_owner");
        } finally {
            as("REVOKE library_owner FROM library_app");
        }
    }

    @Test
    void aTableOfATenantsSchemaWithoutForcedPoliciesIsFoundThoughItIsOutOfReach() {
        as("CREATE SCHEMA " + TENANT_ROLE + "; CREATE TABLE " + TENANT_ROLE + ".rooms (tenant_id uuid)");
        try {
            assertThat(tableFindings())
                    .containsExactly("the table " + TENANT_ROLE + ".rooms has no forced row-level security");
        } finally {
            as("DROP SCHEMA " + TENANT_ROLE + " CASCADE");
        }
    }
}
