package io.scaiwave.room.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.token.InternalTokens;
import java.util.Map;

/** Calls as the gateway would make them. */
public final class Rest {

    private Rest() {}

    public static RequestSpecification as(User user) {
        return given().header(InternalTokens.HEADER, user.token());
    }

    public static Response get(User user, String path) {
        return as(user).get(path);
    }

    public static Response post(User user, String path, Object body) {
        return as(user).contentType(ContentType.JSON).body(body).post(path);
    }

    public static Response post(User user, String path) {
        return as(user).post(path);
    }

    public static Response patch(User user, String path, Object body) {
        return as(user).contentType(ContentType.JSON).body(body).patch(path);
    }

    /** A room of that type; its id. */
    public static String room(User maker, String type) {
        Response made = post(maker, "/v1/rooms", Map.of("room_type", type, "name", "A room", "topic", "Talk"));
        made.then().statusCode(201);
        return made.path("data.id");
    }

    public static Response send(User sender, String room, String body) {
        return post(sender, "/v1/rooms/" + room + "/send", Map.of("content", Map.of("body", body)));
    }
}
