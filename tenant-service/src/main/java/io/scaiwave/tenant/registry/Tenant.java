package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.limits.LimitLayers;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.scaiwave.tenant.plans.Plan;
import io.scaiwave.tenant.plans.Plans;
import io.scaiwave.tenant.templates.FromTemplate;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tenant with everything the registry knows of it. Changes make a new one; {@link Tenants} stores it.
 *
 * @param formerSlugs slugs that still lead here for a while
 */
public record Tenant(
        TenantId id,
        PartnerId partnerId,
        TenantState state,
        Profile profile,
        String plan,
        Placement placement,
        Map<LimitName, LimitValue> limitOverrides,
        Given given,
        Set<String> formerSlugs,
        @Nullable Instant subscriptionExpiresAt,
        Stamp stamp) {

    /** What the tenant's owner writes about it. */
    public record Profile(
            String slug,
            String name,
            JsonObject externalIds,
            JsonObject features,
            JsonObject settings,
            JsonObject aiDefaults) {

        public static Profile named(String slug, String name, JsonObject externalIds) {
            return new Profile(slug, name, externalIds, new JsonObject(), new JsonObject(), new JsonObject());
        }

        public Profile withFeatures(JsonObject changed) {
            return new Profile(slug, name, externalIds, changed, settings, aiDefaults);
        }
    }

    /** Where its data lives. */
    public record Placement(Isolation isolation, String dataRegion) {}

    /** What others decide for it. */
    public record Given(FromPartner byPartner, @Nullable FromTemplate byTemplate) {}

    /** What its partner decides for it. */
    public record FromPartner(String status, long epoch, Map<LimitName, LimitValue> limits) {}

    /**
     * @param epoch grows with every change that caches elsewhere must notice at once
     * @param version grows with every change; the ETag
     */
    public record Stamp(long epoch, long version, Instant createdAt, Instant updatedAt) {}

    public Status status() {
        return state.status();
    }

    public LimitLayers limitLayers() {
        Map<LimitName, LimitValue> fromPlan = Plans.find(plan).map(Plan::limits).orElse(Map.of());
        FromTemplate template = given.byTemplate();
        return new LimitLayers(
                fromPlan,
                template == null ? Map.of() : template.document().limits(),
                given.byPartner().limits(),
                limitOverrides);
    }

    public FromPartner fromPartner() {
        return given.byPartner();
    }

    public Optional<FromTemplate> fromTemplate() {
        return Optional.ofNullable(given.byTemplate());
    }

    public Tenant with(TenantState next) {
        return changed(draft -> draft.state = next);
    }

    public Tenant with(Profile next) {
        return changed(draft -> draft.profile = next);
    }

    public Tenant withPlan(String next) {
        return changed(draft -> draft.plan = next);
    }

    public Tenant withLimits(Map<LimitName, LimitValue> overrides) {
        return changed(draft -> draft.limitOverrides = Map.copyOf(overrides));
    }

    public Tenant withSubscriptionUntil(@Nullable Instant expires) {
        return changed(draft -> draft.subscriptionExpiresAt = expires);
    }

    /** With what the template gave, and what that made of features and settings. */
    public Tenant with(FromTemplate template, JsonObject features, JsonObject settings) {
        return changed(draft -> {
            draft.profile = new Profile(
                    profile.slug(), profile.name(), profile.externalIds(), features, settings, profile.aiDefaults());
            draft.given = new Given(given.byPartner(), template);
        });
    }

    public Tenant with(Stamp next) {
        return changed(draft -> draft.stamp = next);
    }

    private Tenant changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.tenant();
    }

    /** A tenant while one of its parts is exchanged. */
    private static final class Draft {

        private final Tenant from;
        private TenantState state;
        private Profile profile;
        private String plan;
        private Map<LimitName, LimitValue> limitOverrides;
        private Given given;
        private @Nullable Instant subscriptionExpiresAt;
        private Stamp stamp;

        private Draft(Tenant from) {
            this.from = from;
            this.state = from.state;
            this.profile = from.profile;
            this.plan = from.plan;
            this.limitOverrides = from.limitOverrides;
            this.given = from.given;
            this.subscriptionExpiresAt = from.subscriptionExpiresAt;
            this.stamp = from.stamp;
        }

        private Tenant tenant() {
            return new Tenant(
                    from.id,
                    from.partnerId,
                    state,
                    profile,
                    plan,
                    from.placement,
                    limitOverrides,
                    given,
                    from.formerSlugs,
                    subscriptionExpiresAt,
                    stamp);
        }
    }
}
