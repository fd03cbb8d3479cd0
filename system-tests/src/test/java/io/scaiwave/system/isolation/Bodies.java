package io.scaiwave.system.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
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
        JsonNode form = api.forms(schema)
                .filter(part -> part.has("properties"))
                .findFirst()
                .orElse(schema);
        form.path("required")
                .forEach(name ->
                        body.set(name.asText(), value(form.path("properties").path(name.asText()))));
        return body;
    }

    /** The smallest body that has a place for a value at a pointer, and the value there. */
    ObjectNode with(JsonNode schema, String pointer, String value) {
        ObjectNode body = smallest(schema);
        String[] steps = pointer.substring(1).split("/");
        ContainerNode<?> at = body;
        JsonNode form = schema;
        for (int i = 0; i < steps.length; i++) {
            form = below(form, steps[i]);
            JsonNode next = i == steps.length - 1 ? at.textNode(value) : container(form, at.at("/" + steps[i]));
            if (at instanceof ArrayNode array) {
                array.removeAll();
                array.add(next);
            } else {
                ((ObjectNode) at).set(steps[i], next);
            }
            if (next instanceof ContainerNode<?> inner) {
                at = inner;
            }
        }
        return body;
    }

    /** What stands there already, or the smallest that may. */
    private ContainerNode<?> container(JsonNode form, JsonNode there) {
        if (there instanceof ContainerNode<?> known) {
            return known;
        }
        return form.path("items").isObject() ? JsonNodeFactory.instance.arrayNode() : smallest(form);
    }

    private JsonNode below(JsonNode form, String step) {
        return api.forms(form)
                .map(part -> part.path("properties").has(step)
                        ? part.path("properties").path(step)
                        : part.path("items").isObject() ? part.path("items") : part.path("additionalProperties"))
                .filter(JsonNode::isObject)
                .findFirst()
                .map(api::resolve)
                .orElseThrow(() -> new IllegalStateException("No schema for " + step));
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
