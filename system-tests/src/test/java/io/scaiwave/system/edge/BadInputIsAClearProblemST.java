package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request: a problem document with a code and the field, never a 5xx, nothing half-written. */
class BadInputIsAClearProblemST {

    private static Installation installation;
    private static TestTenant tenant;
    private static Api user;
    private static String room;

    @BeforeAll
    static void aRoom() {
        installation = Installation.shared();
        tenant = TestTenant.create(installation);
        user = tenant.user("alice");
        room = tenant.room(user);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("unknown field", "{\"content\":{\"body\":\"x\"},\"contnet\":1}", 400, "contnet"),
                Arguments.of("missing field", "{}", 400, "content"),
                Arguments.of("wrong type", "{\"content\":\"text\"}", 400, "content"),
                Arguments.of("null", "{\"content\":null}", 400, "content"),
                Arguments.of("doubled member", "{\"content\":{\"body\":\"x\"},\"content\":{\"body\":\"y\"}}", 400, ""),
                Arguments.of("not JSON", "{\"content\":", 400, ""),
                Arguments.of("empty", "", 400, ""),
                Arguments.of("an array", "[]", 400, ""),
                Arguments.of("too deep", "{\"content\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(201), 400, ""),
                Arguments.of("not a UUID", "{\"content\":{\"body\":\"x\"},\"event_uuid\":\"1234\"}", 400, "event_uuid"),
                Arguments.of(
                        "an id of the wrong kind",
                        "{\"content\":{\"body\":\"x\"},\"reply_to_event_id\":\"room_01h455vb4pex5vsknk084sn02q\"}",
                        400,
                        "reply_to_event_id"),
                Arguments.of("64 KB and more", "{\"content\":{\"body\":\"" + "x".repeat(66_000) + "\"}}", 413, ""),
                Arguments.of("over 1 MiB", "{\"content\":{\"body\":\"" + "x".repeat(1_100_000) + "\"}}", 413, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void ofSend(String what, String body, int status, String field) {
        int before =
                user.get("/v1/rooms/" + room + "/messages?limit=200").data().size();

        Api.Answer answer = user.post("/v1/rooms/" + room + "/send", body);

        assertIsProblem(answer, status);
        if (!field.isEmpty()) {
            assertThat(answer.json().path("errors").path(0).path("field").asText())
                    .isEqualTo(field);
        }
        assertThat(user.get("/v1/rooms/" + room + "/messages?limit=200").data()).hasSize(before);
    }

    @Test
    void anIdOfTheWrongKindSaysSo() {
        Api.Answer answer = user.get("/v1/rooms/" + tenant.id());

        assertIsProblem(answer, 400);
        assertThat(answer.code()).isEqualTo("SW_ID_INVALID");
        assertThat(fields(answer)).containsExactly("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants/usr_01h455vb4pex5vsknk084sn02q",
                "/v1/tenants/xyz",
                "/v1/partners/xyz",
                "/v1/operations/xyz",
                "/v1/operations/xyz/events",
                "/v1/rooms/xyz/members"
            })
    void anIdInAPathIsNamedByItsParameter(String path) {
        Api.Answer answer = (path.startsWith("/v1/rooms") ? user : root()).get(path);

        assertIsProblem(answer, 400);
        assertThat(fields(answer)).containsExactly("id");
    }

    @Test
    void anIdInAHeaderIsNamedByTheHeader() {
        Api.Answer answer = root().with("X-Tenant-ID", room).get("/v1/audit-log");

        assertIsProblem(answer, 400);
        assertThat(fields(answer)).containsExactly("X-Tenant-ID");
    }

    @Test
    void aWrongWordIsNamedOnce() {
        Api.Answer answer = user.post("/v1/rooms", "{\"room_type\":\"castle\",\"name\":\"x\"}");

        assertIsProblem(answer, 400);
        assertThat(fields(answer)).containsExactly("room_type");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/rooms, 'GET, HEAD, POST'",
        "POST, /v1/me, 'GET, HEAD, PATCH'",
        "DELETE, /v1/plans, 'GET, HEAD'",
        "GET, /v1/tenants/tnt_01h455vb4pex5vsknk084sn02q/suspend, POST",
        "DELETE, /v1/tenants/tnt_01h455vb4pex5vsknk084sn02q/limits, 'GET, HEAD, PUT'",
        "PUT, /v1/tenants/tnt_01h455vb4pex5vsknk084sn02q, 'GET, HEAD, PATCH'",
    })
    void aMethodThatIsNotTakenIsAnsweredWithThoseThatAre(String method, String path, String taken) {
        Api.Answer answer = user.send(method, path, null);

        assertIsProblem(answer, 405);
        assertThat(answer.header("Allow")).isEqualTo(taken);
    }

    private static Api root() {
        return installation.as(installation.tokens().superAdmin());
    }

    private static List<String> fields(Api.Answer answer) {
        List<String> fields = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asText()));
        return fields;
    }

    @Test
    void anUnknownPathMethodAndContentTypeAreProblemsToo() {
        assertIsProblem(user.get("/v1/nothing-here"), 404);
        assertIsProblem(user.delete("/v1/rooms"), 405);
        assertIsProblem(user.with("Content-Type", "text/plain").post("/v1/rooms", "hello"), 415);
    }

    @Test
    void aStaleVersionAndAMissingOneAreTold() {
        Api root = installation.as(installation.tokens().superAdmin());
        String path = "/v1/tenants/" + tenant.id();

        assertIsProblem(root.patch(path, "{\"name\":\"New\"}"), 428);
        assertIsProblem(root.with("If-Match", "\"0\"").patch(path, "{\"name\":\"New\"}"), 412);
    }

    @Test
    void anIdempotencyKeyGivesTheFirstAnswerAgainAndRefusesAnotherBody() {
        Api keyed = user.with("Idempotency-Key", "room-" + tenant.slug());
        String body = "{\"room_type\":\"group\",\"name\":\"Once\"}";

        Api.Answer first = keyed.post("/v1/rooms", body).expect(201);
        Api.Answer again = keyed.post("/v1/rooms", body).expect(201);
        Api.Answer other = keyed.post("/v1/rooms", body.replace("Once", "Twice"));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertIsProblem(other, 422);
    }

    private static void assertIsProblem(Api.Answer answer, int status) {
        assertThat(answer.expect(status).header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("code").asText()).startsWith("SW_");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("request_id").asText()).isEqualTo(answer.header("X-Request-ID"));
    }
}
