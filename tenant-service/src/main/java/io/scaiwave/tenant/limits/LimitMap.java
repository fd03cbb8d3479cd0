package io.scaiwave.tenant.limits;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits as a JSON map of name → whole number or null, read strictly. */
public final class LimitMap {

    /** Far above any real limit, and exact in every JSON reader. */
    private static final long HIGHEST = 1L << 53;

    private LimitMap() {}

    /** Reads what a caller sent; every wrong entry is named in one refusal. */
    public static Map<LimitName, LimitValue> parse(JsonObject sent) {
        return parse("", sent);
    }

    /** @param place what stands before a name in its body, for example {@code limits.} */
    public static Map<LimitName, LimitValue> parse(String place, JsonObject sent) {
        Map<LimitName, LimitValue> read = new EnumMap<>(LimitName.class);
        RefusedException refusal = null;
        for (Map.Entry<String, Object> entry : sent) {
            String problem = problemOf(entry.getKey(), entry.getValue());
            if (problem != null) {
                RefusedException base =
                        refusal == null ? ErrorCode.SW_VALIDATION.because("The limits are not valid.") : refusal;
                refusal = base.field(place + entry.getKey(), problem);
                continue;
            }
            LimitName.of(entry.getKey()).ifPresent(name -> read.put(name, value(entry.getValue())));
        }
        if (refusal != null) {
            throw refusal;
        }
        return read;
    }

    private static @Nullable String problemOf(String name, @Nullable Object value) {
        if (LimitName.of(name).isEmpty()) {
            return "is not a limit; known are " + String.join(", ", LimitName.wires());
        }
        if (value == null) {
            return null;
        }
        if (!(value instanceof Integer || value instanceof Long)) {
            return "must be a whole number, or null for none";
        }
        long amount = ((Number) value).longValue();
        return amount < 0 || amount > HIGHEST ? "must be between 0 and " + HIGHEST + ", or null for none" : null;
    }

    private static LimitValue value(@Nullable Object value) {
        return value instanceof Number number ? LimitValue.of(number.longValue()) : LimitValue.NONE;
    }

    /** Reads what we stored ourselves. A name that is no longer known is left out. */
    public static Map<LimitName, LimitValue> stored(JsonObject json) {
        Map<LimitName, LimitValue> read = new EnumMap<>(LimitName.class);
        json.forEach(entry -> LimitName.of(entry.getKey()).ifPresent(name -> read.put(name, value(entry.getValue()))));
        return read;
    }

    public static JsonObject json(Map<LimitName, LimitValue> limits) {
        JsonObject json = new JsonObject();
        for (LimitName name : LimitName.values()) {
            LimitValue value = limits.get(name);
            if (value != null) {
                json.put(name.wire(), value.amount());
            }
        }
        return json;
    }
}
