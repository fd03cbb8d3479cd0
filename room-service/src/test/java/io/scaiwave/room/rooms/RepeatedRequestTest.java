package io.scaiwave.room.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class RepeatedRequestTest {

    private final User alice = Tenant.fresh().user();

    private Response post(User user, String key, String path, String body) {
        return Rest.as(user)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    @Test
    void theSameKeyAndBodyMakeOneRoom() {
        Response first = post(alice, "key-1", "/v1/rooms", "{\"name\":\"Once\"}");

        Response again = post(alice, "key-1", "/v1/rooms", "{\"name\":\"Once\"}");

        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotent-Replayed", "true").header("Location", first.header("Location"));
        assertThat(again.asString()).isEqualTo(first.asString());
        Rest.get(alice, "/v1/rooms").then().body("data", hasSize(1));
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        post(alice, "key-1", "/v1/rooms", "{\"name\":\"Once\"}").then().statusCode(201);

        Problems.refused(post(alice, "key-1", "/v1/rooms", "{\"name\":\"Twice\"}"), 422, "SW_IDEMPOTENCY_CONFLICT");
    }

    @Test
    void anothersKeyIsAnotherKey() {
        User bob = alice.tenant().user();
        User stranger = Tenant.fresh().user();

        for (User user : new User[] {alice, bob, stranger}) {
            post(user, "key-1", "/v1/rooms", "{\"name\":\"Of " + user.id() + "\"}")
                    .then()
                    .statusCode(201)
                    .header("Idempotent-Replayed", equalTo(null));
        }
    }

    @Test
    void aMessageSentTwiceWithOneKeyIsOneMessage() {
        String room = Rest.room(alice, "group");
        String path = "/v1/rooms/" + room + "/send";
        Response first = post(alice, "key-1", path, "{\"content\":{\"body\":\"hi\"}}");

        Response again = post(alice, "key-1", path, "{\"content\":{\"body\":\"hi\"}}");

        first.then().statusCode(201).body("data.stream_position", equalTo(4));
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
        Rest.send(alice, room, "next").then().body("data.stream_position", equalTo(5));
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        Problems.invalid(post(alice, "a b", "/v1/rooms", "{\"name\":\"x\"}"), "Idempotency-Key");
    }
}
