package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nats.client.Message;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.scaiwave.room.testing.AsyncApi;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Nats;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves the service by NATS, held against the document that describes it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PublishedEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCUMENT = Path.of("..", "docs", "events", "asyncapi.yaml");

    private final Nats nats = new Nats();
    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();
    private final User bob = tenant.user();

    @AfterEach
    void close() {
        nats.close();
    }

    private static AsyncApi document() throws IOException {
        return new AsyncApi(new YAMLMapper().readTree(DOCUMENT.toFile()));
    }

    private static List<Message> all(List<Message> heard, int expected) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(heard)
                .hasSizeGreaterThanOrEqualTo(expected));
        return heard;
    }

    @Test
    void everyKindIsAsItsDocumentSays() throws IOException {
        List<Message> heard = nats.hear(tenant.id());

        String room = Rest.room(alice, "group");
        Rest.post(
                alice,
                "/v1/rooms/" + room + "/invite",
                Map.of("user_id", bob.id().wire()));
        Rest.post(bob, "/v1/rooms/" + room + "/join");
        Rest.send(bob, room, "hello");
        Rest.patch(alice, "/v1/rooms/" + room, "{\"name\":\"Other\",\"topic\":null}");
        Rest.post(bob, "/v1/rooms/" + room + "/leave");

        List<Map<String, ?>> rows = Rest.get(alice, "/v1/rooms/" + room + "/messages?direction=forward")
                .path("data");
        AsyncApi document = document();
        List<Message> messages = all(heard, rows.size());
        assertThat(messages).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode event = JSON.readTree(messages.get(i).getData());
            String kind = messages.get(i)
                    .getSubject()
                    .substring(messages.get(i).getSubject().lastIndexOf('.') + 1);
            assertThat(document.faults(kind, event)).as(event.toPrettyString()).isEmpty();
            assertThat(event.get("data")).isEqualTo(JSON.valueToTree(rows.get(i)));
            assertThat(messages.get(i).getSubject())
                    .isEqualTo("swp." + tenant.id().wire() + ".room." + room + "." + kind);
            assertThat(messages.get(i).getHeaders().getFirst("Nats-Msg-Id"))
                    .isEqualTo(tenant.id().wire() + ":" + event.get("id").textValue());
            assertThat(event.get("streamposition").textValue()).isEqualTo(String.valueOf(i + 1));
            assertThat(event.get("source").textValue())
                    .isEqualTo("/tenants/" + tenant.id().wire() + "/rooms/" + room);
        }
    }

    @Test
    void theCheckItselfFindsWhatIsWrong() throws IOException {
        List<Message> heard = nats.hear(tenant.id());
        String room = Rest.room(alice, "group");
        Rest.send(alice, room, "hello");
        ObjectNode event = (ObjectNode) JSON.readTree(all(heard, 4).get(3).getData());
        AsyncApi document = document();
        assertThat(document.faults("message", event)).isEmpty();

        assertThat(document.faults("message", event.deepCopy().put("type", "other")))
                .isNotEmpty();
        assertThat(document.faults("message", event.deepCopy().put("extra", 1))).isNotEmpty();
        assertThat(document.faults("message", event.deepCopy().without("time"))).isNotEmpty();
        assertThat(document.faults("message", event.deepCopy().put("streamposition", 4)))
                .isNotEmpty();
        assertThat(document.faults("state", event)).isNotEmpty();
    }

    @Test
    void theServedDocumentIsTheWrittenOne() throws IOException {
        JsonNode served = JSON.readTree(RestAssured.get("/asyncapi.json").asString());

        assertThat(served).isEqualTo(document().document());
        assertThat(served.get("asyncapi").textValue()).isEqualTo("3.0.0");
    }

    @Test
    void nothingOfAnIncognitoRoomIsHeardOrKept() throws Exception {
        List<Message> heard = nats.hear(tenant.id());
        String secret = Rest.room(alice, "incognito");
        Rest.send(alice, secret, "whisper").then().statusCode(201);
        Rest.patch(alice, "/v1/rooms/" + secret, "{\"name\":\"Whispers\"}")
                .then()
                .statusCode(200);

        String open = Rest.room(alice, "group");

        // Three events of the open room come behind those of the secret one, so nothing of that is still on its way.
        assertThat(all(heard, 3)).hasSize(3).allMatch(message -> message.getSubject()
                .contains(open));
    }

    @Test
    void aTraceGoesAlong() throws IOException {
        List<Message> heard = nats.hear(tenant.id());
        String room = Rest.room(alice, "group");
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        for (String given : List.of(trace, "nonsense\u00e9")) {
            Rest.as(alice)
                    .header("traceparent", given)
                    .contentType(ContentType.JSON)
                    .body("{\"content\":{}}")
                    .post("/v1/rooms/" + room + "/send")
                    .then()
                    .statusCode(201);
        }

        List<Message> messages = all(heard, 5).subList(3, 5);
        assertThat(JSON.readTree(messages.get(0).getData()).path("traceparent").textValue())
                .isEqualTo(trace);
        assertThat(JSON.readTree(messages.get(1).getData()).has("traceparent")).isFalse();
    }
}
