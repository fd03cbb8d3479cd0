package io.scaiwave.room.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Rows;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.id.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, asked by the role that serves requests: the last wall, tried without the others. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RowIsolationTest {

    private static final String ROW_LEVEL = "42501";
    private static final String FOREIGN_KEY = "23503";
    private static final String NEW_EVENT = """
            INSERT INTO events (tenant_id, room_id, stream_position, id, sender_id, event_type, content, origin_ts,
                created_at)
            VALUES (?, ?, ?, gen_random_uuid(), 'usr_x', 'swp.room.message', '{}', now(), now())""";

    private final Tenant a = Tenant.fresh();
    private final Tenant b = Tenant.fresh();
    private UUID roomOfA = new UUID(0, 0);
    private UUID roomOfB = new UUID(0, 0);

    @BeforeEach
    void aRoomAndAMessageEach() {
        roomOfA = filled(a.user());
        roomOfB = filled(b.user());
    }

    private static UUID filled(User user) {
        String room = Rest.room(user, "group");
        Rest.send(user, room, "canary").then().statusCode(201);
        Rest.post(
                        user,
                        "/v1/rooms/" + room + "/invite",
                        Map.of("user_id", user.tenant().user().id().wire()))
                .then()
                .statusCode(201);
        return RoomId.parse(room).uuid();
    }

    private static void refused(String state, ThrowingCallable statement) {
        assertThatThrownBy(statement).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams", "rooms", "members", "events", "invites"})
    void withoutAContextThereIsNothingToReadAndNoWayToWrite(String table) throws SQLException {
        try (Rows nobody = Rows.ofNobody(a.id())) {
            assertThat(nobody.list("SELECT tenant_id FROM " + table)).isEmpty();
            // A context that was there and is gone leaves an empty text behind.
            nobody.one("SELECT set_config('app.tenant_id', '', false)");
            assertThat(nobody.list("SELECT tenant_id FROM " + table)).isEmpty();
            refused(ROW_LEVEL, () -> nobody.run("INSERT INTO streams (tenant_id) VALUES (gen_random_uuid())"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE streams SET position = 0", "UPDATE rooms SET name = 'x'", "DELETE FROM members"})
    void withoutAContextAChangeFindsNoRow(String change) throws SQLException {
        try (Rows nobody = Rows.ofNobody(a.id())) {
            assertThat(nobody.run(change)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams", "rooms", "members", "events", "invites"})
    void theOwnerOfTheTablesSeesNothingEither(String table) throws SQLException {
        try (Rows owner = Rows.ofOwner(a.id())) {
            assertThat(owner.list("SELECT tenant_id FROM " + table)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams", "rooms", "members", "events", "invites"})
    void eachTenantSeesItsOwnRowsOnly(String table) throws SQLException {
        try (Rows rows = Rows.of(a.id())) {
            assertThat(rows.list("SELECT tenant_id FROM " + table)).isNotEmpty().containsOnly(a.id().uuid());
        }
    }

    @Test
    void aPlanMadeForOneTenantServesTheNext() throws SQLException {
        String sql = "SELECT tenant_id FROM events WHERE event_type <> ?";
        try (Rows rows = Rows.of(a.id());
                PreparedStatement prepared = rows.prepare(sql, "")) {
            for (int i = 0; i < 10; i++) {
                assertThat(tenants(prepared)).isEqualTo(a.id().uuid());
            }

            rows.act(b.id());

            // A plan ends with its connection, and a tenant with a database to itself has connections to itself.
            try (PreparedStatement next = prepared.getConnection().isClosed() ? rows.prepare(sql, "") : prepared) {
                assertThat(tenants(next)).isEqualTo(b.id().uuid());
            }
        }
    }

    private static Object tenants(PreparedStatement prepared) throws SQLException {
        try (ResultSet found = prepared.executeQuery()) {
            assertThat(found.next()).isTrue();
            Object first = found.getObject(1);
            while (found.next()) {
                assertThat(found.getObject(1)).isEqualTo(first);
            }
            return first;
        }
    }

    @Test
    void writingAsAnotherTenantIsRefused() throws SQLException {
        try (Rows rows = Rows.of(a.id())) {
            refused(ROW_LEVEL, () -> rows.run(NEW_EVENT, b.id().uuid(), roomOfB, 1000L));
            refused(ROW_LEVEL, () -> rows.run("UPDATE rooms SET tenant_id = ?", b.id().uuid()));
            assertThat(rows.run("UPDATE rooms SET name = 'mine' WHERE tenant_id = ?", b.id().uuid()))
                    .isZero();
            assertThat(rows.run("DELETE FROM members WHERE tenant_id = ?", b.id().uuid()))
                    .isZero();
        }
        try (Rows rows = Rows.of(b.id())) {
            assertThat(rows.list("SELECT name FROM rooms")).containsExactly("A room");
        }
    }

    @Test
    void anUpsertOnAnothersRowIsRefusedAndAnIdOfAnotherIsFree() throws SQLException {
        String upsert = """
                INSERT INTO rooms (tenant_id, id, room_type, creator_id, participants, created_at, updated_at)
                VALUES (?, ?, 'group', 'usr_x', 0, now(), now())
                ON CONFLICT (tenant_id, id) DO UPDATE SET name = 'taken over'""";
        try (Rows rows = Rows.of(a.id())) {
            refused(ROW_LEVEL, () -> rows.run(upsert, b.id().uuid(), roomOfB));
            refused(ROW_LEVEL, () -> rows.run(upsert, b.id().uuid(), UUID.randomUUID()));
            // The same id in one's own tenant is as free as any other: nothing tells that it exists elsewhere.
            assertThat(rows.run(upsert, a.id().uuid(), roomOfB)).isEqualTo(1);
        }
        try (Rows rows = Rows.of(b.id())) {
            assertThat(rows.list("SELECT name FROM rooms WHERE id = ?", roomOfB))
                    .containsExactly("A room");
        }
    }

    @Test
    void aMergeMatchesNoRowOfAnother() throws SQLException {
        try (Rows rows = Rows.of(a.id())) {
            int touched = rows.run("""
                    MERGE INTO rooms r USING (SELECT ?::uuid AS id) s ON r.id = s.id
                    WHEN MATCHED THEN UPDATE SET name = 'taken over'""", roomOfB);

            assertThat(touched).isZero();
        }
    }

    @Test
    void noRowPointsAtAnothersRoom() throws SQLException {
        try (Rows rows = Rows.of(a.id())) {
            refused(FOREIGN_KEY, () -> rows.run(NEW_EVENT, a.id().uuid(), roomOfB, 1000L));
            refused(FOREIGN_KEY, () -> rows.run("""
                            INSERT INTO members (tenant_id, room_id, participant_id, participant_type, power_level,
                                joined_at)
                            VALUES (?, ?, 'usr_x', 'human', 0, now())""", a.id().uuid(), roomOfB));
            refused(FOREIGN_KEY, () -> rows.run("""
                            INSERT INTO invites (tenant_id, id, room_id, participant_id, invited_by, created_at)
                            VALUES (?, gen_random_uuid(), ?, 'usr_x', 'usr_y', now())""", a.id().uuid(), roomOfB));
        }
    }

    @Test
    void deletingARoomTakesOnlyItsOwnAlong() throws SQLException {
        try (Rows rows = Rows.of(b.id())) {
            long before = (Long) rows.one("SELECT count(*) FROM events");
            try (Rows owner = Rows.ofOwner(a.id())) {
                owner.act(a.id());
                assertThat(owner.run("DELETE FROM rooms")).isEqualTo(1);
                assertThat(owner.list("SELECT id FROM events")).isEmpty();
            }

            assertThat(rows.one("SELECT count(*) FROM events")).isEqualTo(before);
        }
    }

    @Test
    void idsAndPositionsTellNothingOfABusyNeighbour() {
        User alice = a.user();
        String mine = Rest.room(alice, "group");
        int first = Rest.send(alice, mine, "x").path("data.stream_position");
        User neighbour = b.user();
        String theirs = Rest.room(neighbour, "group");
        for (int i = 0; i < 10; i++) {
            Rest.send(neighbour, theirs, "noise").then().statusCode(201);
        }

        int next = Rest.send(alice, mine, "y").path("data.stream_position");

        assertThat(next).isEqualTo(first + 1);
        assertThat(roomOfA.version()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE events",
                "DO $$ BEGIN LOCK TABLE events IN ACCESS EXCLUSIVE MODE; END $$",
                "DO $$ BEGIN LOCK TABLE room.outbox IN ACCESS EXCLUSIVE MODE; END $$",
                "UPDATE events SET content = '{}'",
                "DELETE FROM events",
                "DELETE FROM rooms",
                "CREATE TRIGGER t BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "ALTER TABLE events DISABLE ROW LEVEL SECURITY",
                "CREATE TABLE mine (id int)",
                "CALL room.protect('events', 'tenant', 'SELECT')",
                "SELECT * FROM room.outbox",
                "DELETE FROM streams",
                "SET ROLE room_owner"
            })
    void theRuntimeRoleMayDoNoMoreThanItMust(String statement) throws SQLException {
        try (Rows rows = Rows.of(a.id())) {
            refused(ROW_LEVEL, () -> rows.run(statement));
        }
    }
}
