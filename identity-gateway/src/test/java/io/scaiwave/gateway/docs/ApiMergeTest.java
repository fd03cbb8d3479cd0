package io.scaiwave.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ApiMergeTest {

    @Test
    void onlyPublicAddressesAreTaken() {
        ApiMerge merge = new ApiMerge();

        merge.add("rooms", document("/v1/rooms", "Room", "string"));
        merge.add("registry", document("/internal/v1/directory", "Entry", "string"));

        assertThat(merge.document().getJsonObject("paths").fieldNames()).containsExactly("/v1/rooms");
    }

    @Test
    void schemasOfEqualNameAndOtherContentAreKeptApart() {
        ApiMerge merge = new ApiMerge();

        merge.add("rooms", document("/v1/rooms", "View", "string"));
        merge.add("registry", document("/v1/tenants", "View", "integer"));

        JsonObject document = merge.document();
        assertThat(reference(document, "/v1/rooms")).isEqualTo("#/components/schemas/View");
        assertThat(reference(document, "/v1/tenants")).isEqualTo("#/components/schemas/RegistryView");
        assertThat(document.getJsonObject("components").getJsonObject("schemas").fieldNames())
                .contains("View", "RegistryView", "Problem");
    }

    @Test
    void everyOperationNamesTheProblemAnswerAndTheBearerScheme() {
        ApiMerge merge = new ApiMerge();

        merge.add("rooms", document("/v1/rooms", "View", "string"));

        JsonObject get = merge.document()
                .getJsonObject("paths")
                .getJsonObject("/v1/rooms")
                .getJsonObject("get");
        assertThat(get.getJsonObject("responses").containsKey("default")).isTrue();
        assertThat(get.getJsonArray("security").encode()).contains("bearer");
    }

    @Test
    void anExampleMayHoldNull() {
        JsonObject described = document("/v1/rooms", "View", "string");
        described
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("View")
                .putNull("example");
        ApiMerge merge = new ApiMerge();

        merge.add("rooms", described);

        JsonObject view = merge.document()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("View");
        assertThat(view.getMap()).containsEntry("example", null);
    }

    private static String reference(JsonObject document, String path) {
        return document.getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject("get")
                .getJsonObject("responses")
                .getJsonObject("200")
                .getString("$ref");
    }

    private static JsonObject document(String path, String schema, String type) {
        return new JsonObject("""
                {"paths": {"%s": {"get": {"responses": {"200": {"$ref": "#/components/schemas/%s"}}}}},
                 "components": {"schemas": {"%s": {"type": "%s"}}}}""".formatted(path, schema, schema, type));
    }
}
