package io.scaiwave.system.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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

    private final JsonNode document;

    OpenApi(JsonNode document) {
        this.document = document;
    }

    /** Where an id goes. */
    enum Place {
        PATH,
        QUERY,
        BODY
    }

    /** @param prefix kind of the id, for example {@code room} */
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
                        parameter.path("in").asText().equals("path") ? Place.PATH : Place.QUERY,
                        parameter.path("name").asText(),
                        prefix))));
        body.ifPresent(schema -> schema.path("properties").properties().forEach(property -> prefix(property.getValue())
                .ifPresent(prefix -> ids.add(new IdField(Place.BODY, property.getKey(), prefix)))));
        return new Endpoint(operation.getKey().toUpperCase(java.util.Locale.ROOT), path, ids, body);
    }

    private Optional<String> prefix(JsonNode schema) {
        JsonNode plain = resolve(schema);
        for (JsonNode part :
                List.of(plain, plain.path("allOf").path(0), plain.path("anyOf").path(0))) {
            Matcher matcher = ID_PATTERN.matcher(resolve(part).path("pattern").asText());
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
