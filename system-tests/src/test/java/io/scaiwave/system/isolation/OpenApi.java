package io.scaiwave.system.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The published description of the API, read for what isolation tests need: endpoints and the ids they take. */
final class OpenApi {

    private static final Pattern ID_PATTERN = Pattern.compile("\\^([a-z]+)_\\[0-7\\].*");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    /** Deep enough for any body of ours, and an end for schemas that contain themselves. */
    private static final int MAX_DEPTH = 8;

    private final JsonNode document;

    OpenApi(JsonNode document) {
        this.document = document;
    }

    /** Where an id goes. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY
    }

    /**
     * @param name of the parameter; in a body the JSON pointer to the member, through objects and arrays
     * @param prefix kind of the id, for example {@code room}
     */
    record IdField(Place place, String name, String prefix) {}

    record Endpoint(String method, String path, List<IdField> ids, Optional<JsonNode> bodySchema) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> all.add(endpoint(path.getKey(), path.getValue(), operation))));
        return all;
    }

    private Endpoint endpoint(String path, JsonNode shared, Map.Entry<String, JsonNode> operation) {
        Stream<JsonNode> parameters = Stream.concat(
                stream(shared.path("parameters")), stream(operation.getValue().path("parameters")));
        Optional<JsonNode> body = Optional.of(operation
                        .getValue()
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema"))
                .map(this::resolve)
                .filter(schema -> !schema.isMissingNode());
        List<IdField> ids = new ArrayList<>();
        parameters.map(this::resolve).forEach(parameter -> prefix(parameter.path("schema"))
                .ifPresent(prefix -> ids.add(new IdField(
                        Place.valueOf(parameter.path("in").asText().toUpperCase(Locale.ROOT)),
                        parameter.path("name").asText(),
                        prefix))));
        body.ifPresent(schema -> collect(schema, "", ids, 0));
        return new Endpoint(operation.getKey().toUpperCase(Locale.ROOT), path, ids, body);
    }

    /** Ids within objects, in objects in them, in arrays, and as values of maps. */
    private void collect(JsonNode schema, String pointer, List<IdField> ids, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        Optional<String> prefix = prefix(schema);
        if (prefix.isPresent()) {
            ids.add(new IdField(Place.BODY, pointer, prefix.get()));
            return;
        }
        forms(schema).forEach(form -> {
            form.path("properties")
                    .properties()
                    .forEach(member -> collect(member.getValue(), pointer + "/" + member.getKey(), ids, depth + 1));
            for (String below : List.of("items", "additionalProperties")) {
                if (form.path(below).isObject()) {
                    collect(form.path(below), pointer + (below.equals("items") ? "/0" : "/any"), ids, depth + 1);
                }
            }
        });
    }

    /** The schema itself and those that it is made of. */
    Stream<JsonNode> forms(JsonNode schema) {
        JsonNode plain = resolve(schema);
        return Stream.concat(
                Stream.of(plain),
                Stream.of("allOf", "anyOf", "oneOf")
                        .flatMap(kind -> stream(plain.path(kind)))
                        .map(this::resolve));
    }

    private Optional<String> prefix(JsonNode schema) {
        return forms(schema)
                .map(form -> ID_PATTERN.matcher(form.path("pattern").asText()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
