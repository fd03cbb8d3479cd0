package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.limits.LimitMap;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partner as the API shows it. */
record PartnerView(
        PartnerId id,
        String slug,
        String name,
        String status,
        @Nullable String statusReason,
        Map<String, Object> branding,
        @Nullable String baseDomain,
        Map<String, Object> limits,
        @Nullable Long maxTenants,
        long tenantCount,
        Map<String, Object> features,
        Map<String, Object> settings,
        Instant createdAt,
        Instant updatedAt,
        long epoch,
        long version) {

    static PartnerView of(Partner partner) {
        Partner.Profile profile = partner.profile();
        return new PartnerView(
                partner.id(),
                profile.slug(),
                profile.name(),
                partner.standing().status(),
                partner.standing().reason(),
                profile.branding().getMap(),
                profile.baseDomain(),
                LimitMap.json(partner.limits()).getMap(),
                partner.maxTenants(),
                partner.tenantCount(),
                profile.features().getMap(),
                profile.settings().getMap(),
                partner.stamp().createdAt(),
                partner.stamp().updatedAt(),
                partner.stamp().epoch(),
                partner.stamp().version());
    }
}
