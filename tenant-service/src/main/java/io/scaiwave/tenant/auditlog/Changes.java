package io.scaiwave.tenant.auditlog;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Before and after of what changed, and nothing of what is secret. */
public final class Changes {

    private static final String MASK = "***";
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|passw|token|credential|api_?key|private_?key|seed).*");

    private Changes() {}

    /** The members in which the two differ. */
    public static JsonObject between(JsonObject before, JsonObject after) {
        JsonObject was = new JsonObject();
        JsonObject is = new JsonObject();
        Set<String> names = new TreeSet<>(before.fieldNames());
        names.addAll(after.fieldNames());
        for (String name : names) {
            if (!Objects.equals(before.getValue(name), after.getValue(name))) {
                was.put(name, masked(name, before.getValue(name)));
                is.put(name, masked(name, after.getValue(name)));
            }
        }
        return new JsonObject().put("before", was).put("after", is);
    }

    private static @Nullable Object masked(String name, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonObject object -> masked(object);
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(element -> copy.add(masked(name, element)));
                yield copy;
            }
            default -> SECRET.matcher(name).matches() ? MASK : value;
        };
    }

    private static JsonObject masked(JsonObject object) {
        JsonObject copy = new JsonObject();
        object.forEach(member -> copy.put(member.getKey(), masked(member.getKey(), member.getValue())));
        return copy;
    }
}
