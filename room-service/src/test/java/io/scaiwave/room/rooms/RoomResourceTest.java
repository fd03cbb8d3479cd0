package io.scaiwave.room.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Nats;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.id.RoomId;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class RoomResourceTest {

    @Inject
    TenantDirectory directory;

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();
    private final User bob = tenant.user();
    private final User stranger = Tenant.fresh().user();

    @Test
    void aNewRoomIsShownWithItsPlaceAndTag() {
        Response made = Rest.post(alice, "/v1/rooms", Map.of("room_type", "group", "name", "Plans", "topic", "2027"));

        made.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", "/v1/rooms/" + made.path("data.id"))
                .body("data.id", matchesPattern("room_[0-7][0-9a-hjkmnp-tv-z]{25}"))
                .body("data.room_type", equalTo("group"))
                .body("data.name", equalTo("Plans"))
                .body("data.topic", equalTo("2027"))
                .body("data.creator_id", equalTo(alice.id().wire()))
                .body("data.participants", equalTo(1))
                .body("data.membership", equalTo("join"))
                .body("data.power_level", equalTo(100));
    }

    @Test
    void membersSeeWhatIsTheirsAndOutsidersWhatTheyMayJoin() {
        String group = Rest.room(alice, "group");
        String secret = Rest.room(alice, "incognito");

        List<String> forAlice = Rest.get(alice, "/v1/rooms").path("data.id");
        List<String> forBob = Rest.get(bob, "/v1/rooms").path("data.id");
        List<String> joinedByBob = Rest.get(bob, "/v1/rooms?joined=true").path("data.id");
        List<String> forStranger = Rest.get(stranger, "/v1/rooms").path("data.id");

        assertThat(forAlice).containsExactly(group, secret);
        assertThat(forBob).containsExactly(group);
        assertThat(joinedByBob).isEmpty();
        assertThat(forStranger).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(Rest.room(alice, "group"));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Response page = Rest.get(alice, "/v1/rooms?limit=2" + cursor);
            seen.addAll(page.<List<String>>path("data.id"));
            cursor = "&cursor=" + page.path("meta.next_cursor");
        } while (!cursor.endsWith("null"));

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void aCursorOfAnotherTenantOrAnAlteredOneIsRefused() {
        for (int i = 0; i < 2; i++) {
            Rest.room(alice, "group");
        }
        String cursor = Rest.get(alice, "/v1/rooms?limit=1").path("meta.next_cursor");
        assertThat(cursor).isNotNull();

        Problems.invalid(Rest.get(stranger, "/v1/rooms?cursor=" + cursor), "cursor");
        Problems.invalid(Rest.get(alice, "/v1/rooms?cursor=" + cursor.substring(1)), "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/messages", "/members"})
    void aForeignRoomAnswersLikeAnUnknownOne(String path) {
        String foreign = Rest.room(alice, "group");

        Response forForeign = Rest.get(stranger, "/v1/rooms/" + foreign + path);
        Response forUnknown = Rest.get(stranger, "/v1/rooms/" + RoomId.random().wire() + path);

        Problems.refused(forForeign, 404, "SW_ROOM_NOT_FOUND");
        assertThat(forForeign.asString()).isEqualTo(forUnknown.asString());
        assertThat(forForeign.headers().asList().stream().map(h -> h.getName()).toList())
                .isEqualTo(forUnknown.headers().asList().stream()
                        .map(h -> h.getName())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"join", "leave", "send", "invite"})
    void aForeignRoomCannotBeToldFromAnUnknownOneByActing(String act) {
        String foreign = Rest.room(alice, "group");
        Map<String, Object> body =
                switch (act) {
                    case "send" -> Map.of("content", Map.of("body", "x"));
                    case "invite" -> Map.of("user_id", alice.id().wire());
                    default -> Map.of();
                };

        Response forForeign = Rest.post(stranger, "/v1/rooms/" + foreign + "/" + act, body);
        Response forUnknown = Rest.post(stranger, "/v1/rooms/" + RoomId.random().wire() + "/" + act, body);

        Problems.refused(forForeign, 404, "SW_ROOM_NOT_FOUND");
        assertThat(forForeign.asString()).isEqualTo(forUnknown.asString());
    }

    @Test
    void anIncognitoRoomIsUnknownToOthersOfTheTenant() {
        String secret = Rest.room(alice, "incognito");

        Response forBob = Rest.get(bob, "/v1/rooms/" + secret);

        assertThat(forBob.asString())
                .isEqualTo(Rest.get(bob, "/v1/rooms/" + RoomId.random().wire()).asString());
    }

    @Test
    void aNewNameIsAnEventAndANewVersion() {
        String room = Rest.room(alice, "group");

        Response changed = Rest.patch(alice, "/v1/rooms/" + room, "{\"name\":\"Other\",\"topic\":null}");

        changed.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("data.name", equalTo("Other"))
                .body("data.topic", nullValue());
        Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=2")
                .then()
                .body("data.event_type", equalTo(List.of("swp.room.topic", "swp.room.name")))
                .body("data[1].content.name", equalTo("Other"));
    }

    @Test
    void aChangeOfWhatOthersHaveChangedSinceIsRefusedIfItsCallerWantsThat() {
        String room = Rest.room(alice, "group");
        Rest.patch(alice, "/v1/rooms/" + room, "{\"name\":\"Other\"}").then().statusCode(200);

        Problems.refused(
                Rest.as(alice)
                        .header("If-Match", "\"1\"")
                        .contentType("application/json")
                        .body("{\"name\":\"Stale\"}")
                        .patch("/v1/rooms/" + room),
                412,
                "SW_VERSION_CONFLICT");
        Rest.get(alice, "/v1/rooms/" + room).then().body("data.name", equalTo("Other"));
    }

    @Test
    void aPatchThatChangesNothingLeavesNoTrace() {
        String room = Rest.room(alice, "group");
        int before = Rest.get(alice, "/v1/rooms/" + room + "/messages").path("data[0].stream_position");

        Rest.patch(alice, "/v1/rooms/" + room, "{\"name\":\"A room\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");

        Rest.get(alice, "/v1/rooms/" + room + "/messages").then().body("data[0].stream_position", equalTo(before));
    }

    @Test
    void onlyModeratorsRename() {
        String room = Rest.room(alice, "group");
        Problems.refused(Rest.patch(bob, "/v1/rooms/" + room, "{\"name\":\"Mine\"}"), 403, "SW_NOT_MEMBER");
        Rest.post(bob, "/v1/rooms/" + room + "/join").then().statusCode(200);

        Problems.refused(Rest.patch(bob, "/v1/rooms/" + room, "{\"name\":\"Mine\"}"), 403, "SW_ROOM_FORBIDDEN");
        Rest.patch(tenant.user(Role.TENANT_ADMIN), "/v1/rooms/" + room, "{\"name\":\"Ours\"}")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"room_type\":\"group\"} | name",
                "{\"room_type\":\"group\",\"name\":\" \"} | name",
                "{\"room_type\":\"group\",\"name\":\"a\\u0000b\"} | name",
                "{\"room_type\":\"group\",\"name\":\"a\\nb\"} | name",
                "{\"room_type\":\"group\",\"name\":\"a\\u202eb\"} | name",
                "{\"room_type\":\"group\",\"name\":\"a\\ud800\"} | name",
                "{\"room_type\":\"group\",\"name\":7} | name",
                "{\"room_type\":\"club\",\"name\":\"x\"} | room_type",
                "{\"room_type\":\"group\",\"name\":\"x\",\"colour\":\"red\"} | colour",
                "{\"room_type\":\"group\",\"name\":\"x\",\"tenant_id\":\"x\"} | tenant_id"
            })
    void aBadFieldIsNamed(String bodyAndField) {
        String[] parts = bodyAndField.split(" \\| ");

        Response answer = Rest.post(alice, "/v1/rooms", parts[0]);

        Problems.invalid(answer, parts[1]);
        Rest.get(alice, "/v1/rooms").then().body("data", hasSize(0));
    }

    @Test
    void anIdOfTheWrongKindIsSaidToBeOne() {
        Response answer = Rest.get(alice, "/v1/rooms/" + alice.id().wire());

        Problems.refused(answer, 400, "SW_ID_INVALID");
        assertThat(answer.<String>path("detail")).contains("usr_").contains("room_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"room_x", "room_01h.evil", "room_*", "%3E", "room_01m7xqwkd8e00b01pha1t0pt2s%0d%0aX"})
    void anIdThatIsNoneIsRefused(String id) {
        Problems.refused(Rest.as(alice).urlEncodingEnabled(false).get("/v1/rooms/" + id), 400, "SW_ID_INVALID");
    }

    @Test
    void theWrongContentTypeAndMethodAreProblems() {
        Problems.refusedEarly(
                Rest.as(alice).contentType(ContentType.TEXT).body("x").post("/v1/rooms"),
                415,
                "SW_UNSUPPORTED_MEDIA_TYPE");
        Problems.refusedEarly(Rest.as(alice).delete("/v1/rooms"), 405, "SW_METHOD_NOT_ALLOWED");
    }

    @Test
    void viewersReadOnly() {
        Problems.refused(
                Rest.post(tenant.user(Role.TENANT_VIEWER), "/v1/rooms", Map.of("name", "x")),
                403,
                "SW_AUTH_INSUFFICIENT_PERMISSION");
        String room = Rest.room(alice, "public");
        Problems.refused(Rest.get(tenant.user(Role.TENANT_VIEWER), "/v1/rooms/" + room), 403, "SW_NOT_MEMBER");
    }

    @Test
    void withoutATokenThereIsNothing() {
        io.restassured.RestAssured.get("/v1/rooms")
                .then()
                .statusCode(401)
                .body("code", equalTo("SW_AUTH_MISSING_TOKEN"));
    }

    @Test
    void theLimitOfRoomsHoldsAndNamesItself() {
        try (Nats nats = new Nats()) {
            nats.tell(directory, Nats.entry(tenant.context(), "active", "active", Map.of("max_rooms", 2L)));
        }
        Rest.room(alice, "group");
        Rest.room(alice, "group");

        Response third = Rest.post(alice, "/v1/rooms", Map.of("name", "one too many"));

        Problems.refused(third, 409, "SW_TENANT_CAPACITY");
        third.then()
                .body("limit.name", equalTo("max_rooms"))
                .body("limit.level", equalTo("tenant"))
                .body("limit.limit", equalTo(2))
                .body("limit.used", equalTo(2))
                .body("limit.requested", equalTo(1));
    }

    @Test
    void aStatedAbsenceOfTheLimitIsNoLimit() {
        try (Nats nats = new Nats()) {
            nats.tell(directory, Nats.entry(tenant.context(), "active", "active", Map.of("max_rooms", 0L)));
            Problems.refused(Rest.post(alice, "/v1/rooms", Map.of("name", "x")), 409, "SW_TENANT_CAPACITY");
            var later = alice.at(Tenant.at(tenant.context(), 2));
            nats.tell(directory, Nats.entry(later.tenant().context(), "active", "active", Map.of()));
        }

        Rest.post(alice, "/v1/rooms", Map.of("name", "x")).then().statusCode(201);
    }
}
