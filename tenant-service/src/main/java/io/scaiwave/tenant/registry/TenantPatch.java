package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.plans.Plans;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON Merge Patch of a tenant. Only members that are its owner's to write; any other is refused by its name. */
final class TenantPatch {

    private static final String EXPIRES = "subscription_expires_at";
    private static final Set<String> WRITABLE =
            Set.of("name", "slug", "plan", "external_ids", "settings", "features", "ai_defaults", EXPIRES);
    private static final Set<String> AI_DEFAULTS =
            Set.of("enabled_models", "default_model", "system_prompt_templates", "scaigrid_auth_mode");
    private static final int LONGEST_NAME = 200;
    private static final Instant EARLIEST = Instant.parse("1999-12-31T23:59:59Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

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
        Tenant planned = patch.containsKey("plan")
                ? renamed.withPlan(Plans.require(text("plan", 100)).name())
                : renamed;
        return patch.containsKey(EXPIRES) ? planned.withSubscriptionUntil(expiry()) : planned;
    }

    private @Nullable Instant expiry() {
        Object sent = patch.getValue(EXPIRES);
        if (sent == null) {
            return null;
        }
        try {
            Instant expires =
                    OffsetDateTime.parse(String.valueOf(sent)).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (expires.isAfter(EARLIEST) && expires.isBefore(LATEST)) {
                return expires;
            }
        } catch (DateTimeParseException e) {
            // The refusal below says what is wanted.
        }
        throw RefusedException.invalid(EXPIRES, "must be a time as in RFC 3339, from 2000 to 2999, or null for none");
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
