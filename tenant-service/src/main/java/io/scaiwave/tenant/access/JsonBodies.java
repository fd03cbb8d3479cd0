package io.scaiwave.tenant.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies whose members are not known beforehand: patches and maps. */
public final class JsonBodies {

    private static final int LARGEST_MEMBER = 64 * 1024;

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

    public static boolean isTooLarge(JsonObject member) {
        return member.encode().length() > LARGEST_MEMBER;
    }
}
