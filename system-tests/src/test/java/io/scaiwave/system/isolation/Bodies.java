package io.scaiwave.system.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The smallest body a schema takes. */
final class Bodies {

    private final OpenApi api;

    Bodies(OpenApi api) {
        this.api = api;
    }

    ObjectNode smallest(JsonNode schema) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        schema.path("required")
                .forEach(name ->
                        body.set(name.asText(), value(schema.path("properties").path(name.asText()))));
        return body;
    }

    private JsonNode value(JsonNode property) {
        JsonNode schema = api.resolve(property);
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(0);
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.get(0).asText() : type.asText();
        return switch (name) {
            case "integer", "number" -> make.numberNode(1);
            case "boolean" -> make.booleanNode(true);
            case "array" -> make.arrayNode();
            case "object" -> smallest(schema);
            default -> make.textNode("something");
        };
    }
}
