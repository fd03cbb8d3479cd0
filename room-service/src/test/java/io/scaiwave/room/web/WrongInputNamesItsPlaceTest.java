package io.scaiwave.room.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.id.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is named once, by the caller's own word for it; a method that is not taken, by those that are. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class WrongInputNamesItsPlaceTest {

    private final User alice = Tenant.fresh().user();

    @Test
    void aWordThatIsNoneOfThoseTakenIsNamedOnce() {
        Response answer = Rest.post(alice, "/v1/rooms", Map.of("room_type", "castle", "name", "x"));

        Problems.invalid(answer, "room_type");
        answer.then().body("errors.field", contains("room_type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/messages", "/members"})
    void anIdInThePathThatIsNone(String below) {
        for (String id : new String[] {"xyz", UserId.random().wire(), "room_0"}) {
            Response answer = Rest.get(alice, "/v1/rooms/" + id + below);

            Problems.refused(answer, 400, "SW_ID_INVALID");
            answer.then().body("errors.field", contains("id"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/rooms, 'GET, HEAD, POST'",
        "PUT, /v1/rooms/room_01h455vb4pex5vsknk084sn02q, 'GET, HEAD, PATCH'",
        "DELETE, /v1/rooms/room_01h455vb4pex5vsknk084sn02q/send, POST",
        "HEAD, /v1/rooms/room_01h455vb4pex5vsknk084sn02q/send, POST",
        "GET, /v1/rooms/room_01h455vb4pex5vsknk084sn02q/join, POST",
        "POST, /v1/sync, 'GET, HEAD'",
        "PATCH, /v1/me/invites/inv_01h455vb4pex5vsknk084sn02q/accept, POST",
    })
    void aMethodThatIsNotTaken(String method, String path, String taken) {
        Response answer = Rest.as(alice).request(method, path);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(taken);
        if (!method.equals("HEAD")) {
            Problems.refusedEarly(answer, 405, "SW_METHOD_NOT_ALLOWED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rooms/a/b/c", "/v1/nothing", "/v1/rooms/room_01h455vb4pex5vsknk084sn02q/nothing"})
    void whereNothingIsNoMethodIsNamed(String path) {
        Response answer = Rest.as(alice).delete(path);

        Problems.refusedEarly(answer, 404, "SW_NOT_FOUND");
        assertThat(answer.header("Allow")).isNull();
    }
}
