package io.scaiwave.room.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Holds live messages against an AsyncAPI document, as far as JSON Schema is used in it. A keyword it does not know is a
 * failure, so that nothing in the document goes unchecked.
 */
public record AsyncApi(JsonNode document) {

    /** What is wrong with a message heard on a subscriber's subject of that kind; empty when nothing is. */
    public List<String> faults(String kind, JsonNode message) {
        List<String> closest = null;
        for (JsonNode reference : document.at("/channels/" + kind + "/messages")) {
            List<String> faults = new ArrayList<>();
            check(resolve(reference).get("payload"), message, "", faults);
            if (closest == null || faults.size() < closest.size()) {
                closest = faults;
            }
        }
        return closest == null ? List.of("no channel " + kind) : closest;
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").textValue().substring(1)) : schema;
    }

    private void check(JsonNode given, JsonNode value, String path, List<String> faults) {
        JsonNode schema = resolve(given);
        schema.properties().forEach(rule -> {
            JsonNode expected = rule.getValue();
            boolean kept =
                    switch (rule.getKey()) {
                        case "description", "format" -> true;
                        case "type" -> isOfType(expected, value);
                        case "const" -> expected.equals(value);
                        case "enum" -> contains(expected, value);
                        case "pattern" ->
                            !value.isTextual()
                                    || Pattern.compile(expected.textValue())
                                            .matcher(value.textValue())
                                            .find();
                        case "minLength" ->
                            !value.isTextual() || value.textValue().length() >= expected.intValue();
                        case "maxLength" ->
                            !value.isTextual() || value.textValue().length() <= expected.intValue();
                        case "minimum" -> !value.isNumber() || value.longValue() >= expected.longValue();
                        case "maximum" -> !value.isNumber() || value.longValue() <= expected.longValue();
                        case "required" -> hasAll(expected, value);
                        case "additionalProperties" -> expected.booleanValue() || onlyKnown(schema, value);
                        case "properties" -> {
                            checkMembers(expected, value, path, faults);
                            yield true;
                        }
                        default -> false;
                    };
            if (!kept) {
                faults.add(path + ": " + rule.getKey() + " " + expected + " but " + value);
            }
        });
    }

    private void checkMembers(JsonNode properties, JsonNode value, String path, List<String> faults) {
        properties.properties().forEach(property -> {
            JsonNode member = value.get(property.getKey());
            if (member != null) {
                check(property.getValue(), member, path + "/" + property.getKey(), faults);
            }
        });
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (isOfType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.textValue()) {
            case "object" -> value.isObject();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean contains(JsonNode all, JsonNode value) {
        for (JsonNode one : all) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAll(JsonNode names, JsonNode value) {
        for (JsonNode name : names) {
            if (!value.has(name.textValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean onlyKnown(JsonNode schema, JsonNode value) {
        return value.properties().stream()
                .allMatch(member -> schema.get("properties").has(member.getKey()));
    }
}
