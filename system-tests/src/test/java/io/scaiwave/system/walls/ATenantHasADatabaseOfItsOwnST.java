package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A tenant asked for at the database level works as any other, and its rows are nowhere but in its database. */
class ATenantHasADatabaseOfItsOwnST {

    private final Installation installation = Installation.shared();
    private final String partner = TestTenant.internalPartner(installation);

    @Test
    void itsRowsAreInItsDatabaseAndNowhereElse() throws SQLException {
        TestTenant own = TestTenant.create(installation, partner, "database");
        TestTenant among = TestTenant.create(installation, partner, "shared");
        Api alice = own.user("alice");
        String room = own.room(alice);
        own.say(alice, room, "only in its own database");
        Api walter = among.user("walter");
        among.say(walter, among.room(walter), "among all");

        assertThat(alice.get("/v1/rooms/" + room + "/messages")
                        .expect(200)
                        .data()
                        .toString())
                .contains("only in its own database");
        assertThat(walter.get("/v1/rooms/" + room + "/messages").status()).isEqualTo(404);
        assertThat(own.admin()
                        .get("/v1/tenants/" + own.id())
                        .expect(200)
                        .data()
                        .path("isolation")
                        .asText())
                .isEqualTo("database");
        try (Connection home = installation.database();
                Connection inside = installation.database(databaseOf(home, own))) {
            String ours = "room.events WHERE content ->> 'body' = 'only in its own database'";
            assertThat(count(inside, ours)).isEqualTo(1);
            assertThat(count(home, ours)).isZero();
            assertThat(count(inside, "room.events WHERE content ->> 'body' = 'among all'"))
                    .isZero();
            assertThat(CatalogCheck.of("room").findings(inside)).isEmpty();
            assertThat(CatalogCheck.of("room").statistics(inside)).isEmpty();
            assertThat(CatalogCheck.of("room").findings(home)).isEmpty();
        }
    }

    private static String databaseOf(Connection admin, TestTenant tenant) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery("SELECT 'd_' || replace(tenant_id::text, '-', '')"
                        + " FROM tenant.tenants WHERE slug = '" + tenant.slug() + "'")) {
            found.next();
            return found.getString(1);
        }
    }

    private static long count(Connection connection, String rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            found.next();
            return found.getLong(1);
        }
    }
}
