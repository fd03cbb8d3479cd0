package io.scaiwave.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.Installation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gateway says of its own endpoints, as it goes into the public description. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OwnDescriptionTest {

    private static JsonObject document;

    @BeforeAll
    static void merged() throws IOException, InterruptedException {
        String address = ConfigProvider.getConfig().getValue("scaiwave.gateway.peers.identity", String.class);
        ApiMerge merge = new ApiMerge();
        merge.add(
                "identity",
                new JsonObject(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(address + "/internal/openapi?format=json"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body()));
        document = merge.document();
    }

    private static JsonObject operation(String method, String path) {
        return document.getJsonObject("paths").getJsonObject(path).getJsonObject(method);
    }

    static Stream<String> own() {
        return Stream.of("get /v1/me", "patch /v1/me", "post /v1/auth/register", "get /v1/auth/config");
    }

    @ParameterizedTest
    @MethodSource("own")
    void eachEndpointShowsAnAnswerOfTheFormItDescribes(String endpoint) {
        String[] words = endpoint.split(" ");
        JsonObject responses = operation(words[0], words[1]).getJsonObject("responses");
        JsonObject good = responses.getJsonObject(responses.containsKey("201") ? "201" : "200");

        JsonObject content = good.getJsonObject("content").getJsonObject("application/json");
        JsonObject example = content.getJsonObject("examples").stream()
                .map(named -> ((JsonObject) named.getValue()).getJsonObject("value"))
                .findFirst()
                .orElseThrow();

        assertThat(names(content.getJsonObject("schema"), "data"))
                .isEqualTo(example.getJsonObject("data").fieldNames());
        assertThat(responses.containsKey("default")).isTrue();
    }

    /** The members that a schema's member may have. */
    private static Set<String> names(JsonObject schema, String member) {
        return resolve(resolve(schema).getJsonObject("properties").getJsonObject(member))
                .getJsonObject("properties")
                .fieldNames();
    }

    private static JsonObject resolve(JsonObject schema) {
        String reference = schema.getString("$ref");
        return reference == null
                ? schema
                : document.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    @Test
    void whatTakesNoTokenSaysSoAndAllElseAsksForOne() {
        assertThat(operation("get", "/v1/auth/config").getJsonArray("security")).isEmpty();
        assertThat(operation("get", "/v1/me").getJsonArray("security"))
                .isEqualTo(new JsonArray().add(new JsonObject().put("bearer", new JsonArray())));
        assertThat(operation("post", "/v1/auth/register").getJsonArray("security"))
                .hasSize(1);
    }

    @Test
    void aPatchShowsABodyAndTakesAnIdempotencyKey() {
        JsonObject patch = operation("patch", "/v1/me");

        assertThat(patch.getJsonObject("requestBody").encode()).contains("display_name", "Europe/Berlin");
        assertThat(patch.getJsonArray("parameters").encode()).contains("IdempotencyKey", "If-Match");
        assertThat(patch.getJsonObject("responses").fieldNames()).contains("400", "409", "412");
    }
}
