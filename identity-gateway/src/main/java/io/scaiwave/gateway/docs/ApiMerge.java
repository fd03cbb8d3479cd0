package io.scaiwave.gateway.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the descriptions of several services into one. Only public addresses are taken; schemas of equal name and other
 * content get their service's name in front; every operation gets the bearer scheme and the problem answer.
 */
final class ApiMerge {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> KEYED = Set.of("post", "patch");
    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonObject paths = new JsonObject();
    private final JsonObject schemas = new JsonObject();

    void add(String service, JsonObject document) {
        JsonObject own =
                document.getJsonObject("components", new JsonObject()).getJsonObject("schemas", new JsonObject());
        Map<String, String> renamed = new HashMap<>();
        own.forEach(schema -> {
            Object known = schemas.getValue(schema.getKey());
            if (known != null && !known.equals(schema.getValue())) {
                renamed.put(schema.getKey(), capital(service) + schema.getKey());
            }
        });
        own.forEach(schema -> schemas.put(
                renamed.getOrDefault(schema.getKey(), schema.getKey()), renameReferences(schema.getValue(), renamed)));
        document.getJsonObject("paths", new JsonObject()).forEach(path -> {
            if (isPublic(path.getKey())) {
                JsonObject item = (JsonObject) Objects.requireNonNull(renameReferences(path.getValue(), renamed));
                complete(path.getKey(), item);
                paths.put(path.getKey(), item);
            }
        });
    }

    private static boolean isPublic(String path) {
        return path.startsWith("/v1/") || path.startsWith("/.well-known/");
    }

    private static void complete(String path, JsonObject item) {
        METHODS.stream().filter(item::containsKey).forEach(method -> {
            JsonObject operation = item.getJsonObject(method);
            JsonObject responses = operation.getJsonObject("responses", new JsonObject());
            responses.put("default", reference("#/components/responses/Problem"));
            operation.put("responses", responses);
            if (!operation.containsKey("security")) {
                operation.put(
                        "security",
                        path.startsWith("/v1/")
                                ? new JsonArray().add(new JsonObject().put("bearer", new JsonArray()))
                                : new JsonArray());
            }
            if (KEYED.contains(method)) {
                addParameter(operation, "IdempotencyKey");
            }
            if (!operation.getJsonArray("security").isEmpty()) {
                addParameter(operation, "TenantSelector");
            }
        });
    }

    private static void addParameter(JsonObject operation, String name) {
        operation.put(
                "parameters",
                operation
                        .getJsonArray("parameters", new JsonArray())
                        .add(reference("#/components/parameters/" + name)));
    }

    private static JsonObject reference(String to) {
        return new JsonObject().put("$ref", to);
    }

    private static @Nullable Object renameReferences(@Nullable Object node, Map<String, String> renamed) {
        return switch (node) {
            // An example may well hold a null.
            case null -> null;
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.forEach(member -> copy.put(
                        member.getKey(),
                        member.getKey().equals("$ref")
                                ? rename((String) member.getValue(), renamed)
                                : renameReferences(member.getValue(), renamed)));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(element -> copy.add(renameReferences(element, renamed)));
                yield copy;
            }
            default -> node;
        };
    }

    private static String rename(String reference, Map<String, String> renamed) {
        if (!reference.startsWith(SCHEMAS)) {
            return reference;
        }
        String name = reference.substring(SCHEMAS.length());
        return SCHEMAS + renamed.getOrDefault(name, name);
    }

    private static String capital(String service) {
        return Character.toUpperCase(service.charAt(0)) + service.substring(1);
    }

    JsonObject document() {
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", CommonParts.info())
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", schemas.put("Problem", CommonParts.problem()))
                                .put("responses", CommonParts.responses())
                                .put("parameters", CommonParts.parameters())
                                .put("securitySchemes", CommonParts.security()));
    }
}
