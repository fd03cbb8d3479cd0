package io.scaiwave.room.invites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.id.InviteId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class InviteResourceTest {

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();
    private final User bob = tenant.user();
    private final User carol = tenant.user();

    private static Response invite(User host, String room, User guest) {
        return Rest.post(
                host,
                "/v1/rooms/" + room + "/invite",
                Map.of("user_id", guest.id().wire()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dm", "incognito", "group"})
    void anInvitationOpensTheRoomToOne(String type) {
        String room = Rest.room(alice, type);

        invite(alice, room, bob)
                .then()
                .statusCode(201)
                .body("data.room_id", equalTo(room))
                .body("data.user_id", equalTo(bob.id().wire()))
                .body("data.invited_by", equalTo(alice.id().wire()));

        Rest.get(bob, "/v1/rooms/" + room).then().body("data.membership", equalTo("invite"));
        String id = Rest.get(bob, "/v1/me/invites").path("data[0].id");
        Rest.post(bob, "/v1/me/invites/" + id + "/accept")
                .then()
                .statusCode(200)
                .body("data.membership", equalTo("join"));
        Rest.get(bob, "/v1/me/invites").then().body("data", hasSize(0));
        Rest.send(bob, room, "thanks").then().statusCode(201);
    }

    @Test
    void anInvitationTwiceIsOne() {
        String room = Rest.room(alice, "incognito");
        Response first = invite(alice, room, bob);

        Response again = invite(alice, room, bob);

        first.then().statusCode(201);
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void aDeclinedInvitationIsGoneAndTheDoorShut() {
        String room = Rest.room(alice, "incognito");
        String id = invite(alice, room, bob).path("data.id");

        Rest.post(bob, "/v1/me/invites/" + id + "/decline").then().statusCode(200);

        Problems.refused(Rest.post(bob, "/v1/rooms/" + room + "/join"), 404, "SW_ROOM_NOT_FOUND");
        Problems.refused(Rest.post(bob, "/v1/me/invites/" + id + "/accept"), 404, "SW_NOT_FOUND");
    }

    @Test
    void anothersInvitationIsUnknown() {
        String room = Rest.room(alice, "incognito");
        String id = invite(alice, room, bob).path("data.id");
        User stranger = Tenant.fresh().user();

        for (User other : new User[] {carol, stranger}) {
            for (String act : new String[] {"accept", "decline"}) {
                Response foreign = Rest.post(other, "/v1/me/invites/" + id + "/" + act);
                Response unknown =
                        Rest.post(other, "/v1/me/invites/" + InviteId.random().wire() + "/" + act);
                Problems.refused(foreign, 404, "SW_NOT_FOUND");
                assertThat(foreign.asString()).isEqualTo(unknown.asString());
            }
        }
        Rest.get(bob, "/v1/me/invites").then().body("data", hasSize(1));
    }

    @Test
    void aDirectConversationIsBetweenTwo() {
        String room = Rest.room(alice, "dm");
        invite(alice, room, bob).then().statusCode(201);

        Problems.refused(invite(alice, room, carol), 400, "SW_ROOM_TYPE_INVARIANT");
    }

    @Test
    void onlyMembersInviteAndNobodyIsInvitedIn() {
        String room = Rest.room(alice, "group");

        Problems.refused(invite(bob, room, carol), 403, "SW_NOT_MEMBER");
        Problems.refused(invite(alice, room, alice), 409, "SW_STATE_CONFLICT");
        Problems.invalid(Rest.post(alice, "/v1/rooms/" + room + "/invite", "{}"), "user_id");
        Problems.refused(
                Rest.post(alice, "/v1/rooms/" + room + "/invite", Map.of("user_id", room)), 400, "SW_ID_INVALID");
    }
}
