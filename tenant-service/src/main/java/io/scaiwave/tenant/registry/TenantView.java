package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant as the API shows it. */
public record TenantView(
        TenantId id,
        PartnerId partnerId,
        String slug,
        String name,
        String subdomain,
        Map<String, Object> externalIds,
        Status status,
        @Nullable String statusReason,
        String partnerStatus,
        @Nullable Instant trialUntil,
        String plan,
        Isolation isolation,
        String dataRegion,
        Map<String, Object> features,
        Map<String, Object> settings,
        Map<String, Object> aiDefaults,
        @Nullable AppliedTemplate template,
        @Nullable Instant subscriptionExpiresAt,
        Instant createdAt,
        Instant updatedAt,
        long epoch,
        long version) {

    /** The template it was last given. */
    public record AppliedTemplate(TemplateId id, long version, Instant appliedAt) {}

    public static TenantView of(Tenant tenant) {
        Tenant.Profile profile = tenant.profile();
        return new TenantView(
                tenant.id(),
                tenant.partnerId(),
                profile.slug(),
                profile.name(),
                profile.slug(),
                profile.externalIds().getMap(),
                tenant.status(),
                reason(tenant.state()),
                tenant.fromPartner().status(),
                trialUntil(tenant.state()),
                tenant.plan(),
                tenant.placement().isolation(),
                tenant.placement().dataRegion(),
                profile.features().getMap(),
                profile.settings().getMap(),
                profile.aiDefaults().getMap(),
                tenant.fromTemplate()
                        .map(given -> new AppliedTemplate(given.id(), given.version(), given.appliedAt()))
                        .orElse(null),
                tenant.subscriptionExpiresAt(),
                tenant.stamp().createdAt(),
                tenant.stamp().updatedAt(),
                tenant.stamp().epoch(),
                tenant.stamp().version());
    }

    private static @Nullable String reason(TenantState state) {
        return switch (state) {
            case TenantState.Suspended suspended -> suspended.reason();
            case TenantState.Failed failed -> failed.reason();
            default -> null;
        };
    }

    private static @Nullable Instant trialUntil(TenantState state) {
        return switch (state) {
            case TenantState.Trial trial -> trial.until();
            case TenantState.Suspended(String ignored, TenantState.Trial trial) -> trial.until();
            default -> null;
        };
    }
}
