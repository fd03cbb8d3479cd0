package io.scaiwave.room.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Rows;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.testing.catalog.CatalogCheck;
import io.scaiwave.tenancy.token.InternalTokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class PlacementResourceTest {

    private final Tenant tenant = Tenant.nowhere(Isolation.SHARED);

    private Response place(String token, String level) {
        return RestAssured.given()
                .header(InternalTokens.HEADER, token)
                .contentType(ContentType.JSON)
                .body("{\"isolation\":\"" + level + "\"}")
                .put("/internal/v1/tenants/" + tenant.id().wire() + "/placement");
    }

    private String service() {
        var self = Principal.service("tenant-service");
        return Tenant.tokensOf("tenant-service")
                .mint(new Caller(tenant.context(), tenant.context(), self, "request-1", null, null));
    }

    @Test
    void aPlaceIsMadeOnceHoweverOftenItIsAskedFor() throws Exception {
        place(service(), "shared").then().statusCode(200).body("data.isolation", equalTo("shared"));
        Rest.room(tenant.user(), "group");

        place(service(), "shared").then().statusCode(200);

        try (Rows rows = Rows.of(tenant.id())) {
            assertThat(rows.list("SELECT rooms FROM streams")).containsExactly(1);
        }
    }

    @Test
    void aTenantWithoutAPlaceWaitsForIt() {
        Rest.post(tenant.user(), "/v1/rooms", Map.of("room_type", "group", "name", "Too soon"))
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("code", equalTo("SW_TENANT_MOVING"));
    }

    @Test
    void aTenantOnOneLevelIsNotPlacedOnAnother() {
        place(service(), "schema").then().statusCode(200).body("data.isolation", equalTo("schema"));

        place(service(), "shared").then().statusCode(409).body("code", equalTo("SW_STATE_CONFLICT"));
        place(service(), "schema").then().statusCode(200);
    }

    @Test
    void aDatabaseIsMadeOnceHoweverOftenItIsAskedFor() throws Exception {
        place(service(), "database").then().statusCode(200).body("data.isolation", equalTo("database"));
        String room = Rest.room(tenant.user(), "group");

        place(service(), "database").then().statusCode(200);
        place(service(), "shared").then().statusCode(409).body("code", equalTo("SW_STATE_CONFLICT"));

        try (Rows inside = Rows.inDatabaseOf(tenant.id());
                Rows home = Rows.atHomeOf(tenant.id())) {
            assertThat(inside.list("SELECT rooms FROM streams")).containsExactly(1);
            assertThat(inside.list(
                            "SELECT 1 FROM rooms WHERE id = ?",
                            RoomId.parse(room).uuid()))
                    .hasSize(1);
            assertThat(home.list("SELECT rooms FROM streams")).isEmpty();
            assertThat(home.list("SELECT 1 FROM rooms")).isEmpty();
        }
    }

    /** As after a kill before the record was written: nobody has entered yet, and nobody knows the password any more. */
    @Test
    void aDatabaseLeftHalfMadeIsFinished() throws Exception {
        place(service(), "database").then().statusCode(200);
        try (Rows home = Rows.asOwnerAtHomeOf(tenant.id())) {
            assertThat(home.run("DELETE FROM databases")).isEqualTo(1);
            assertThat(home.run("DELETE FROM fences")).isEqualTo(1);
        }

        place(service(), "database").then().statusCode(200);

        Rest.room(tenant.user(), "group");
    }

    /** T-01 at this level. */
    @Test
    void noRuleOfTheCatalogIsBrokenInADatabase() throws Exception {
        place(service(), "database").then().statusCode(200);

        try (Connection inside = Rows.asAdministrator(Place.databaseOf(tenant.id()))) {
            assertThat(CatalogCheck.of("room").findings(inside)).isEmpty();
            assertThat(CatalogCheck.of("room").statistics(inside)).isEmpty();
        }
    }

    @Test
    void aLevelThatIsNoneIsRefused() {
        place(service(), "cloud").then().statusCode(400).body("code", equalTo("SW_VALIDATION"));
    }

    @Test
    void aPlaceWithoutRoomsIsTakenBackWithAllThatWasMadeForIt() throws Exception {
        place(service(), "schema").then().statusCode(200);
        assertThat(madeFor(tenant)).isEqualTo(3);

        remove().then().statusCode(204);
        remove().then().statusCode(204);

        assertThat(madeFor(tenant)).isZero();
        place(service(), "schema").then().statusCode(200);
        assertThat(madeFor(tenant)).isEqualTo(3);
    }

    @Test
    void aPlaceWithRoomsIsNotTakenBack() throws Exception {
        place(service(), "schema").then().statusCode(200);
        Rest.room(tenant.user(), "group");

        remove().then().statusCode(409).body("code", equalTo("SW_STATE_CONFLICT"));

        assertThat(madeFor(tenant)).isEqualTo(3);
    }

    @Test
    void aDatabaseWithoutRoomsIsTakenBackWithAllThatWasMadeForIt() throws Exception {
        place(service(), "database").then().statusCode(200);
        assertThat(madeAsDatabaseFor(tenant)).isEqualTo(4);

        remove().then().statusCode(204);
        remove().then().statusCode(204);

        assertThat(madeAsDatabaseFor(tenant)).isZero();
        // Connections of before may be found closed only when they are used.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> place(service(), "database").then().statusCode(200));
        assertThat(madeAsDatabaseFor(tenant)).isEqualTo(4);
    }

    @Test
    void aDatabaseWithRoomsIsNotTakenBack() throws Exception {
        place(service(), "database").then().statusCode(200);
        Rest.room(tenant.user(), "group");

        remove().then().statusCode(409).body("code", equalTo("SW_STATE_CONFLICT"));

        assertThat(madeAsDatabaseFor(tenant)).isEqualTo(4);
    }

    /** Database, login, record and fence at home. */
    private static long madeAsDatabaseFor(Tenant tenant) throws SQLException {
        String name = Place.databaseOf(tenant.id());
        try (Rows rows = Rows.ofAdministrator()) {
            return (Long) rows.one("SELECT (SELECT count(*) FROM pg_database WHERE datname = '" + name + "')"
                    + " + (SELECT count(*) FROM pg_roles WHERE rolname = '" + name + "')"
                    + " + (SELECT count(*) FROM room.databases WHERE name = '" + name + "')"
                    + " + (SELECT count(*) FROM room.fences WHERE tenant_id = '"
                    + tenant.id().uuid() + "')");
        }
    }

    /** Its schema would lack what the others have, and nobody would bring it further. */
    @Test
    void aProcessThatIsOlderThanTheSchemasOpensNoneOfItsOwn() throws Exception {
        try (Rows admin = Rows.ofAdministrator()) {
            admin.run("INSERT INTO fleet_runs (version, checksum, state, started_at)"
                    + " VALUES ('999912312359', 'newer', 'done', now() + interval '1 hour')");
            try {
                place(service(), "schema").then().statusCode(503);

                assertThat(admin.list(
                                "SELECT 1 FROM fences WHERE tenant_id = ?",
                                tenant.id().uuid()))
                        .isEmpty();
            } finally {
                admin.run("DELETE FROM fleet_runs WHERE checksum = 'newer'");
            }
            place(service(), "schema").then().statusCode(200);
            assertThat(admin.list(
                            "SELECT version FROM schema_ledger WHERE tenant_id = ? AND state = 'done'",
                            tenant.id().uuid()))
                    .hasSize(1);
            remove().then().statusCode(204);
            assertThat(admin.list(
                            "SELECT 1 FROM schema_ledger WHERE tenant_id = ?",
                            tenant.id().uuid()))
                    .isEmpty();
        }
    }

    private Response remove() {
        return RestAssured.given()
                .header(InternalTokens.HEADER, service())
                .delete("/internal/v1/tenants/" + tenant.id().wire() + "/placement");
    }

    /** Schema, role and fence, as the administrator of the database sees them. */
    private static long madeFor(Tenant tenant) throws SQLException {
        String name = Place.schemaOf(tenant.id());
        try (Rows rows = Rows.ofAdministrator()) {
            return (Long) rows.one("SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = '" + name + "')"
                    + " + (SELECT count(*) FROM pg_roles WHERE rolname = '" + name + "')"
                    + " + (SELECT count(*) FROM room.fences WHERE tenant_id = '"
                    + tenant.id().uuid() + "')");
        }
    }

    @Test
    void peopleFindNothingHere() {
        place(tenant.user().token(), "shared").then().statusCode(404).body("code", equalTo("SW_NOT_FOUND"));
    }
}
