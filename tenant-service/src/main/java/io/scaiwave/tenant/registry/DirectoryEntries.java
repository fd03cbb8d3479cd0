package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A tenant as the other services know it. */
public final class DirectoryEntries {

    private DirectoryEntries() {}

    public static TenantEntry of(Tenant tenant) {
        Tenant.Profile profile = tenant.profile();
        return new TenantEntry(
                tenant.id(),
                tenant.partnerId(),
                profile.slug(),
                tenant.formerSlugs(),
                profile.name(),
                tenant.status().wire(),
                tenant.fromPartner().status(),
                tenant.plan(),
                tenant.placement().isolation(),
                tenant.placement().dataRegion(),
                tenant.stamp().epoch(),
                tenant.fromPartner().epoch(),
                numbers(tenant.limitLayers().effective()),
                profile.features(),
                externalIds(profile),
                tenant.stamp().version(),
                tenant.stamp().updatedAt().atOffset(ZoneOffset.UTC));
    }

    private static Map<String, Long> numbers(Map<LimitName, LimitValue> limits) {
        Map<String, Long> numbers = new HashMap<>();
        limits.forEach((name, value) -> {
            Long amount = value.amount();
            if (amount != null) {
                numbers.put(name.wire(), amount);
            }
        });
        return numbers;
    }

    private static Map<String, String> externalIds(Tenant.Profile profile) {
        Map<String, String> ids = new HashMap<>();
        profile.externalIds().forEach(id -> ids.put(id.getKey(), (String) id.getValue()));
        return ids;
    }
}
