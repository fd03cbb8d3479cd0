package io.scaiwave.tenant.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bodies whose members are not known beforehand: patches and maps. */
public final class JsonBodies {

    private static final int LARGEST_MEMBER = 64 * 1024;
    /** Half of what a body may have: what wraps such a member, a body among it, always has room. */
    private static final int DEEPEST_MEMBER = 16;

    private JsonBodies() {}

    /** The body as an object, or a refusal. */
    public static JsonObject object(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw ErrorCode.SW_VALIDATION.because("The body must be a JSON object.");
        }
        return new JsonObject(body.toString());
    }

    /** What {@code target} becomes by a JSON Merge Patch (RFC 7396). Neither argument is changed. */
    public static JsonObject merged(JsonObject target, JsonObject patch) {
        JsonObject result = target.copy();
        for (Map.Entry<String, Object> member : patch) {
            Object value = member.getValue();
            if (value == null) {
                result.remove(member.getKey());
            } else if (value instanceof JsonObject inner) {
                Object before = result.getValue(member.getKey());
                result.put(member.getKey(), merged(before instanceof JsonObject old ? old : new JsonObject(), inner));
            } else {
                result.put(member.getKey(), value);
            }
        }
        return result;
    }

    /** The member, if it is neither too large nor too deep to be kept and handed around; a refusal by its name if so. */
    public static JsonObject fitting(String name, JsonObject member) {
        if (isDeeper(member, DEEPEST_MEMBER)) {
            throw RefusedException.invalid(name, "is nested deeper than " + DEEPEST_MEMBER + " levels");
        }
        if (member.encode().length() > LARGEST_MEMBER) {
            throw RefusedException.invalid(name, "is larger than 64 KiB");
        }
        return member;
    }

    private static boolean isDeeper(@Nullable Object value, int levels) {
        Stream<?> inner =
                switch (value) {
                    case JsonObject object -> object.stream().map(Map.Entry::getValue);
                    case JsonArray array -> array.stream();
                    case null, default -> null;
                };
        return inner != null && (levels == 0 || inner.anyMatch(one -> isDeeper(one, levels - 1)));
    }
}
