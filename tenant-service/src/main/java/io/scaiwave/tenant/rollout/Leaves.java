package io.scaiwave.tenant.rollout;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The members of nested objects, each at its JSON Pointer (RFC 6901); an empty object has none. */
final class Leaves {

    private Leaves() {}

    /** One place in which two documents differ; null where a document has nothing. */
    record Difference(
            String path, @Nullable Object before, @Nullable Object after) {}

    static List<Difference> between(String root, JsonObject before, JsonObject after) {
        Map<String, @Nullable Object> was = of(root, before);
        Map<String, @Nullable Object> is = of(root, after);
        TreeSet<String> paths = new TreeSet<>(was.keySet());
        paths.addAll(is.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(was.get(path), is.get(path))) {
                differences.add(new Difference(path, was.get(path), is.get(path)));
            }
        }
        return differences;
    }

    /** Where {@code actual} has something else than {@code given} says, or nothing. */
    static List<Difference> left(String root, JsonObject given, JsonObject actual) {
        Map<String, @Nullable Object> is = of(root, actual);
        List<Difference> differences = new ArrayList<>();
        of(root, given).forEach((path, value) -> {
            if (!Objects.equals(value, is.get(path))) {
                differences.add(new Difference(path, value, is.get(path)));
            }
        });
        return differences;
    }

    /**
     * Takes out of {@code actual} what was given before, is not given any more and was not changed since. No argument is
     * changed.
     */
    static JsonObject takenBack(JsonObject actual, JsonObject given, JsonObject wanted) {
        JsonObject result = actual.copy();
        for (Map.Entry<String, Object> member : given) {
            String name = member.getKey();
            Object now = actual.getValue(name);
            if (member.getValue() instanceof JsonObject givenInner && now instanceof JsonObject inner) {
                Object next = wanted.getValue(name);
                JsonObject rest =
                        takenBack(inner, givenInner, next instanceof JsonObject object ? object : new JsonObject());
                if (rest.isEmpty() && !wanted.containsKey(name) && !givenInner.isEmpty()) {
                    result.remove(name);
                } else {
                    result.put(name, rest);
                }
            } else if (!wanted.containsKey(name) && Objects.equals(now, member.getValue())) {
                result.remove(name);
            }
        }
        return result;
    }

    private static Map<String, @Nullable Object> of(String root, JsonObject document) {
        Map<String, @Nullable Object> leaves = new TreeMap<>();
        collect(root, document, leaves);
        return leaves;
    }

    private static void collect(String path, JsonObject object, Map<String, @Nullable Object> leaves) {
        for (Map.Entry<String, Object> member : object) {
            String place = path + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
            if (member.getValue() instanceof JsonObject inner) {
                collect(place, inner, leaves);
            } else {
                leaves.put(place, member.getValue());
            }
        }
    }
}
