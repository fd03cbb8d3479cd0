package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a template gives.
 *
 * @param limits stand above the plan's and below the tenant's own
 * @param features merged into the tenant's, member by member
 * @param settings likewise
 */
public record TemplateDocument(Map<LimitName, LimitValue> limits, JsonObject features, JsonObject settings) {

    public TemplateDocument {
        limits = Map.copyOf(limits);
    }

    /** Reads what a caller sent; null stands for nothing. */
    static TemplateDocument parse(JsonObject limits, JsonObject features, JsonObject settings) {
        Map<LimitName, LimitValue> numbers = LimitMap.parse("limits.", limits);
        numbers.keySet().stream().filter(LimitName::isPartners).findFirst().ifPresent(name -> {
            throw RefusedException.invalid("limits." + name.wire(), "is set by the platform, for the whole partner");
        });
        return new TemplateDocument(
                numbers, JsonBodies.fitting("features", features), JsonBodies.fitting("settings", settings));
    }

    /** Reads what we stored ourselves. */
    public static TemplateDocument stored(JsonObject json) {
        return new TemplateDocument(
                LimitMap.stored(json.getJsonObject("limits")),
                json.getJsonObject("features"),
                json.getJsonObject("settings"));
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("limits", LimitMap.json(limits))
                .put("features", features)
                .put("settings", settings);
    }
}
