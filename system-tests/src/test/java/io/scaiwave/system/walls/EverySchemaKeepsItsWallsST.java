package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Installation;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T-01: after all migrations, no rule of the catalog is broken in any service's schema. */
class EverySchemaKeepsItsWallsST {

    private final Installation installation = Installation.shared();

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "identity", "room"})
    void noRuleOfTheCatalogIsBroken(String schema) throws SQLException {
        try (Connection admin = installation.database()) {
            CatalogCheck check = CatalogCheck.of(schema);

            assertThat(check.findings(admin)).isEmpty();
            assertThat(check.statistics(admin)).isEmpty();
        }
    }

    @Test
    void noRuleIsBrokenInTheSchemaOfATenantEither() throws SQLException {
        try (Connection admin = installation.database()) {
            for (String schema : CatalogCheck.tenantSchemas(admin)) {
                assertThat(CatalogCheck.ofTenant(schema, "room").findings(admin))
                        .as(schema)
                        .isEmpty();
            }
        }
    }
}
