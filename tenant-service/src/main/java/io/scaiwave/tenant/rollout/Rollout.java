package io.scaiwave.tenant.rollout;

import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.rollout.Leaves.Difference;
import io.scaiwave.tenant.templates.FromTemplate;
import io.scaiwave.tenant.templates.Template;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What giving a template to a tenant makes of it. What the same template's earlier version gave and this one does not
 * is taken back, unless the tenant has changed it since.
 *
 * @param after the very same tenant if it already has all of it
 * @param overridden limits of the template that the tenant's own stand above
 */
public record Rollout(Tenant after, List<Difference> changes, List<String> overridden) {

    public static Rollout of(Tenant tenant, Template template, Instant now) {
        JsonObject features = merged(
                "features",
                tenant.profile().features(),
                given(tenant, template, "features"),
                template.document().features());
        JsonObject settings = merged(
                "settings",
                tenant.profile().settings(),
                given(tenant, template, "settings"),
                template.document().settings());
        Tenant after = tenant.with(provenance(tenant, template, now), features, settings);
        List<Difference> changes = new ArrayList<>();
        changes.addAll(Leaves.between(
                "/features", tenant.profile().features(), after.profile().features()));
        changes.addAll(Leaves.between("/limits", effective(tenant), effective(after)));
        changes.addAll(Leaves.between(
                "/settings", tenant.profile().settings(), after.profile().settings()));
        return new Rollout(after, List.copyOf(changes), overridden(tenant, template));
    }

    private static FromTemplate provenance(Tenant tenant, Template template, Instant now) {
        FromTemplate given = FromTemplate.of(template, now);
        return tenant.fromTemplate()
                .filter(before -> before.id().equals(given.id()) && before.version() == given.version())
                .orElse(given);
    }

    /** What another template gave stays: nobody asked to take it back. */
    private static JsonObject given(Tenant tenant, Template template, String part) {
        return tenant.fromTemplate()
                .filter(before -> before.id().equals(template.id()))
                .map(before -> before.document().toJson().getJsonObject(part))
                .orElseGet(JsonObject::new);
    }

    private static JsonObject merged(String name, JsonObject actual, JsonObject given, JsonObject wanted) {
        return JsonBodies.fitting(name, JsonBodies.merged(Leaves.takenBack(actual, given, wanted), wanted));
    }

    private static JsonObject effective(Tenant tenant) {
        return LimitMap.json(tenant.limitLayers().effective());
    }

    private static List<String> overridden(Tenant tenant, Template template) {
        List<String> names = new ArrayList<>();
        for (LimitName name : LimitName.values()) {
            LimitValue own = tenant.limitOverrides().get(name);
            LimitValue wanted = template.document().limits().get(name);
            if (own != null && wanted != null && !own.equals(wanted)) {
                names.add("/limits/" + name.wire());
            }
        }
        return List.copyOf(names);
    }
}
