package io.scaiwave.system.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.system.isolation.OpenApi.IdField;
import io.scaiwave.system.isolation.OpenApi.Place;
import org.junit.jupiter.api.Test;

/** The generator of the isolation cases itself: no id that a description names, however deep, is left out. */
class EveryIdOfADescriptionIsFoundST {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DOCUMENT = """
            {"paths": {"/v1/rooms/{id}/plan": {
               "parameters": [{"name": "id", "in": "path", "schema": {"$ref": "#/components/schemas/RoomId"}}],
               "put": {
                 "parameters": [
                   {"name": "as", "in": "query", "schema": {"$ref": "#/components/schemas/UserId"}},
                   {"$ref": "#/components/parameters/Tenant"},
                   {"name": "X-Plain", "in": "header", "schema": {"type": "string"}}],
                 "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Plan"}}}}}}},
             "components": {
               "parameters": {"Tenant": {"name": "X-Tenant-ID", "in": "header", "schema":
                 {"anyOf": [{"type": "string", "pattern": "^[a-z]+$"}, {"$ref": "#/components/schemas/TenantId"}]}}},
               "schemas": {
                 "RoomId": {"type": "string", "pattern": "^room_[0-7][0-9a-z]{25}$"},
                 "UserId": {"type": "string", "pattern": "^usr_[0-7][0-9a-z]{25}$"},
                 "TenantId": {"type": "string", "pattern": "^tnt_[0-7][0-9a-z]{25}$"},
                 "Target": {"type": "object", "required": ["kind"], "properties": {
                   "kind": {"type": "string"}, "room": {"$ref": "#/components/schemas/RoomId"}}},
                 "Step": {"type": "object", "required": ["title", "target"], "properties": {
                   "title": {"type": "string"},
                   "target": {"$ref": "#/components/schemas/Target"},
                   "steps": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}}}},
                 "Plan": {"type": "object", "required": ["steps", "place"], "properties": {
                   "owner": {"allOf": [{"$ref": "#/components/schemas/UserId"}]},
                   "place": {"type": "object", "required": ["name"], "properties": {
                     "name": {"type": "string"}, "tenant": {"$ref": "#/components/schemas/TenantId"}}},
                   "steps": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}},
                   "readers": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/UserId"}},
                   "rooms": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/RoomId"}},
                   "either": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Target"}]}}}}}}
            """;

    private final OpenApi api = new OpenApi(read(DOCUMENT));
    private final OpenApi.Endpoint endpoint = api.endpoints().getFirst();

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void inPathsQueriesHeadersAndAllOverBodies() {
        assertThat(endpoint.ids())
                .contains(
                        new IdField(Place.PATH, "id", "room"),
                        new IdField(Place.QUERY, "as", "usr"),
                        new IdField(Place.HEADER, "X-Tenant-ID", "tnt"),
                        new IdField(Place.BODY, "/owner", "usr"),
                        new IdField(Place.BODY, "/place/tenant", "tnt"),
                        new IdField(Place.BODY, "/steps/0/target/room", "room"),
                        new IdField(Place.BODY, "/steps/0/steps/0/target/room", "room"),
                        new IdField(Place.BODY, "/readers/0", "usr"),
                        new IdField(Place.BODY, "/rooms/any", "room"),
                        new IdField(Place.BODY, "/either/room", "room"))
                .doesNotHaveDuplicates();
        assertThat(endpoint.ids()).extracting(IdField::name).doesNotContain("X-Plain", "/place/name");
    }

    @Test
    void eachIsPutWhereItBelongsIntoTheSmallestBody() {
        JsonNode schema = endpoint.bodySchema().orElseThrow();
        Bodies bodies = new Bodies(api);

        assertThat(endpoint.ids()).filteredOn(id -> id.place() == Place.BODY).allSatisfy(id -> assertThat(
                        bodies.with(schema, id.name(), "here").at(id.name()).asText())
                .as("%s", id)
                .isEqualTo("here"));
        assertThat(bodies.with(schema, "/steps/0/target/room", "here")).isEqualTo(read("""
                        {"steps": [{"title": "something", "target": {"kind": "something", "room": "here"}}],
                         "place": {"name": "something"}}"""));
        assertThat(bodies.with(schema, "/either/room", "here").path("either"))
                .isEqualTo(read("{\"kind\": \"something\", \"room\": \"here\"}"));
    }
}
