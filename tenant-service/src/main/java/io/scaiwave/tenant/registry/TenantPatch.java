package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.plans.Plans;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A JSON Merge Patch of a tenant. Only members that are its owner's to write; any other is refused by its name. */
final class TenantPatch {

    private static final Set<String> WRITABLE =
            Set.of("name", "slug", "plan", "external_ids", "settings", "features", "ai_defaults");
    private static final Set<String> AI_DEFAULTS =
            Set.of("enabled_models", "default_model", "system_prompt_templates", "scaigrid_auth_mode");
    private static final int LONGEST_NAME = 200;

    private final JsonObject patch;

    TenantPatch(JsonObject patch) {
        refuseOthers(patch);
        this.patch = patch;
    }

    Tenant applyTo(Tenant tenant) {
        Tenant.Profile old = tenant.profile();
        Tenant.Profile changed = new Tenant.Profile(
                patch.containsKey("slug") ? Slug.parse(text("slug", 63)).value() : old.slug(),
                patch.containsKey("name") ? text("name", LONGEST_NAME) : old.name(),
                member("external_ids", old.externalIds()),
                member("features", old.features()),
                member("settings", old.settings()),
                member("ai_defaults", old.aiDefaults()));
        ExternalIds.check(changed.externalIds().getMap());
        refuseUnknownAiDefaults(changed.aiDefaults());
        Tenant renamed = tenant.with(changed);
        return patch.containsKey("plan")
                ? renamed.withPlan(Plans.require(text("plan", 100)).name())
                : renamed;
    }

    private static void refuseOthers(JsonObject patch) {
        List<String> others = patch.fieldNames().stream()
                .filter(name -> !WRITABLE.contains(name))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        RefusedException refusal = ErrorCode.SW_VALIDATION.because("These members cannot be changed here: "
                + others.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")) + ".");
        for (String name : others) {
            refusal = refusal.field(name, "cannot be changed here");
        }
        throw refusal;
    }

    private static void refuseUnknownAiDefaults(JsonObject aiDefaults) {
        aiDefaults.fieldNames().stream()
                .filter(name -> !AI_DEFAULTS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw RefusedException.invalid("ai_defaults." + name, "is not a known member");
                });
    }

    private String text(String name, int longest) {
        if (patch.getValue(name) instanceof String text && !text.isBlank() && text.length() <= longest) {
            return text;
        }
        throw RefusedException.invalid(name, "must be text of 1 to " + longest + " characters");
    }

    private JsonObject member(String name, JsonObject old) {
        if (!patch.containsKey(name)) {
            return old;
        }
        Object sent = patch.getValue(name);
        if (sent == null) {
            return new JsonObject();
        }
        if (!(sent instanceof JsonObject members)) {
            throw RefusedException.invalid(name, "must be an object, or null to empty it");
        }
        return JsonBodies.fitting(name, JsonBodies.merged(old, members));
    }
}
