package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A tenant asked for at the schema level works as any other, and its rows are nowhere but in its schema. */
class ATenantHasASchemaOfItsOwnST {

    private final Installation installation = Installation.shared();
    private final String partner = TestTenant.internalPartner(installation);

    @Test
    void itsRowsAreInItsSchemaAndNowhereElse() throws SQLException {
        TestTenant own = TestTenant.create(installation, partner, "schema");
        TestTenant among = TestTenant.create(installation, partner, "shared");
        Api alice = own.user("alice");
        String room = own.room(alice);
        own.say(alice, room, "only in its own schema");
        Api walter = among.user("walter");
        among.say(walter, among.room(walter), "among all");

        JsonNode messages =
                alice.get("/v1/rooms/" + room + "/messages").expect(200).data();
        assertThat(messages.toString()).contains("only in its own schema");
        assertThat(walter.get("/v1/rooms/" + room + "/messages").status()).isEqualTo(404);
        assertThat(own.admin()
                        .get("/v1/tenants/" + own.id())
                        .expect(200)
                        .data()
                        .path("isolation")
                        .asText())
                .isEqualTo("schema");
        try (Connection admin = installation.database()) {
            String schema = schemaOf(admin, own);
            assertThat(count(admin, schema + ".events WHERE content ->> 'body' = 'only in its own schema'"))
                    .isEqualTo(1);
            assertThat(count(admin, "room.events WHERE content ->> 'body' = 'only in its own schema'"))
                    .isZero();
            assertThat(CatalogCheck.ofTenant(schema, "room").findings(admin)).isEmpty();
            assertThat(CatalogCheck.of("room").findings(admin)).isEmpty();
        }
    }

    private static String schemaOf(Connection admin, TestTenant tenant) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery("SELECT 't_' || replace(tenant_id::text, '-', '')"
                        + " FROM tenant.tenants WHERE slug = '" + tenant.slug() + "'")) {
            found.next();
            return found.getString(1);
        }
    }

    private static long count(Connection admin, String rows) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            found.next();
            return found.getLong(1);
        }
    }
}
