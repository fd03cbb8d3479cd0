package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Problems;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.EventId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class MessageResourceTest {

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();
    private final User bob = tenant.user();
    private String room = "";

    @BeforeEach
    void aRoom() {
        room = Rest.room(alice, "group");
    }

    private Response sendRaw(String body) {
        return Rest.post(alice, "/v1/rooms/" + room + "/send", body);
    }

    @Test
    void aMessageIsAnEventRowWithEveryMember() {
        Response sent = Rest.send(alice, room, "hello");

        sent.then()
                .statusCode(201)
                .body("data.id", matchesPattern("evt_[0-7][0-9a-hjkmnp-tv-z]{25}"))
                .body("data.room_id", equalTo(room))
                .body("data.sender_id", equalTo(alice.id().wire()))
                .body("data.event_type", equalTo("swp.room.message"))
                .body("data.content", equalTo(Map.of("body", "hello", "msgtype", "swp.text")))
                .body("data.stream_position", equalTo(4))
                .body("data", hasKey("edited_at"))
                .body("data", hasKey("redacted_at"))
                .body("data", hasKey("foreign_origin"));
        Response read = Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=1");
        assertThat(read.<Map<String, ?>>path("data[0]")).isEqualTo(sent.path("data"));
    }

    @Test
    void theSameEventUuidAnswersWithTheFirstEvent() {
        String once = "{\"content\":{\"body\":\"first\"},\"event_uuid\":\"%s\"}".formatted(UUID.randomUUID());
        Response first = sendRaw(once);

        Response again = sendRaw(once.replace("first", "second"));

        first.then().statusCode(201);
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void anEventUuidCountsForOneSenderInOneRoom() {
        String body = "{\"content\":{\"body\":\"x\"},\"event_uuid\":\"%s\"}".formatted(UUID.randomUUID());
        String other = Rest.room(alice, "group");
        Rest.post(bob, "/v1/rooms/" + room + "/join").then().statusCode(200);
        sendRaw(body).then().statusCode(201);

        Rest.post(alice, "/v1/rooms/" + other + "/send", body).then().statusCode(201);
        Rest.post(bob, "/v1/rooms/" + room + "/send", body).then().statusCode(201);
    }

    @Test
    void contentComesBackAsItWasSent() {
        String content =
                "{\"z\":1.0,\"a\":[1e2,-0.50,{\"b\":null}],\"msgtype\":\"my.own\",\"n\":12345678901234567890.12,"
                        + "\"text\":\"\u00e4\\n\ud83d\ude00\"}";

        Response sent = sendRaw("{\"content\":" + content + "}");

        String back = sent.asString();
        assertThat(back).contains("\"z\":1.0").contains("-0.50").contains("12345678901234567890.12");
        assertThat(sent.<String>path("data.content.text")).isEqualTo("\u00e4\n\ud83d\ude00");
        assertThat(sent.<String>path("data.content.msgtype")).isEqualTo("my.own");
        assertThat(Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=1").asString())
                .contains("\"z\":1.0")
                .contains("-0.50");
    }

    @Test
    void sixtyFourKilobytesFitAndOneMoreByteDoesNot() {
        String frame = "{\"body\":\"%s\",\"msgtype\":\"swp.text\"}";
        int room = Content.MAX_BYTES - frame.formatted("").length();
        String fits = "x".repeat(room);

        sendRaw("{\"content\":" + frame.formatted(fits) + "}").then().statusCode(201);
        Problems.refused(sendRaw("{\"content\":" + frame.formatted(fits + "x") + "}"), 413, "SW_CONTENT_TOO_LARGE");
    }

    @Test
    void aBodyOverAMegabyteIsTooLarge() {
        sendRaw("{\"content\":{\"body\":\"" + "x".repeat(1 << 20) + "\"}}")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} | content",
                "{\"content\":null} | content",
                "{\"content\":\"text\"} | content",
                "{\"content\":[1]} | content",
                "{\"content\":{\"msgtype\":7}} | content.msgtype",
                "{\"content\":{\"msgtype\":\"\"}} | content.msgtype",
                "{\"content\":{\"msgtype\":\"a\\u0000\"}} | content.msgtype",
                "{\"content\":{\"body\":\"a\\u0000b\"}} | content.body",
                "{\"content\":{\"a\\u0000b\":1}} | content",
                "{\"content\":{\"body\":\"\\ud800\"}} | content.body",
                "{\"content\":{\"deep\":[{\"n\":1e999}]}} | content.deep.0.n",
                "{\"content\":{},\"event_uuid\":\"no\"} | event_uuid",
                "{\"content\":{},\"event_uuid\":7} | event_uuid",
                "{\"content\":{},\"sender_id\":\"usr_x\"} | sender_id"
            })
    void aBadFieldIsNamed(String bodyAndField) {
        String[] parts = bodyAndField.split(" \\| ");

        Problems.invalid(sendRaw(parts[0]), parts[1]);
        Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=1").then().body("data[0].stream_position", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":{\"a\":1,\"a\":2}}",
                "{\"content\":{}",
                "{\"content\":{}} {}",
                "{\"content\":{\"a\":NaN}}",
                "[]",
                "null",
                "7",
                ""
            })
    void whatIsNotOneJsonObjectIsRefused(String body) {
        Problems.refused(sendRaw(body), 400, "SW_VALIDATION");
    }

    @Test
    void deepJsonIsRefused() {
        Problems.refused(
                sendRaw("{\"content\":{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}}"), 400, "SW_VALIDATION");
    }

    @Test
    void badUtf8IsRefused() {
        byte[] body = "{\"content\":{\"body\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xC3;

        Problems.refused(
                Rest.as(alice).contentType(ContentType.JSON).body(body).post("/v1/rooms/" + room + "/send"),
                400,
                "SW_VALIDATION");
    }

    @Test
    void aReplyNamesAnEventOfTheSameRoom() {
        String target = Rest.send(alice, room, "question").path("data.id");
        String other = Rest.room(alice, "group");
        String reply = "{\"content\":{\"body\":\"answer\"},\"reply_to_event_id\":\"%s\"}";

        sendRaw(reply.formatted(target)).then().statusCode(201).body("data.content.reply_to_event_id", equalTo(target));
        Problems.refused(sendRaw(reply.formatted(EventId.random())), 404, "SW_EVENT_NOT_FOUND");
        Problems.refused(
                Rest.post(alice, "/v1/rooms/" + other + "/send", reply.formatted(target)), 404, "SW_EVENT_NOT_FOUND");
        Problems.refused(sendRaw(reply.formatted(room)), 400, "SW_ID_INVALID");
    }

    @Test
    void outsidersNeitherReadNorWrite() {
        String secret = Rest.room(alice, "dm");

        Problems.refused(Rest.send(bob, room, "x"), 403, "SW_NOT_MEMBER");
        Problems.refused(Rest.get(bob, "/v1/rooms/" + room + "/messages"), 403, "SW_NOT_MEMBER");
        Problems.refused(Rest.send(bob, secret, "x"), 404, "SW_ROOM_NOT_FOUND");
        Problems.refused(Rest.get(bob, "/v1/rooms/" + secret + "/messages"), 404, "SW_ROOM_NOT_FOUND");
    }

    @Test
    void viewersDoNotWrite() {
        Problems.refused(Rest.send(tenant.user(Role.TENANT_VIEWER), room, "x"), 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @Test
    void historyIsReadBothWaysByExclusivePositions() {
        for (int i = 0; i < 5; i++) {
            Rest.send(alice, room, "m" + i).then().statusCode(201);
        }

        List<Integer> back = walk("back");
        List<Integer> forward = walk("forward");

        assertThat(forward).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(back).isEqualTo(forward.reversed());
    }

    private List<Integer> walk(String direction) {
        List<Integer> seen = new ArrayList<>();
        String from = "";
        boolean more = true;
        while (more) {
            Response page = Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=3&direction=" + direction + from);
            seen.addAll(page.<List<Integer>>path("data.stream_position"));
            from = "&from=" + page.path("meta.next_from");
            more = page.path("meta.has_more");
        }
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=x", "from=-1", "from=99999999999999999999", "direction=up", "limit=0", "limit=201"})
    void aBadParameterIsNamed(String parameter) {
        Problems.invalid(
                Rest.get(alice, "/v1/rooms/" + room + "/messages?" + parameter),
                parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void aLimitThatIsNoNumberIsRefused() {
        Problems.invalid(Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=x"), "limit");
    }
}
