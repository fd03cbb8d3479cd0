package io.scaiwave.gateway.testing;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Directory entries of tenants made up for a test. */
public final class Tenants {

    public static final Map<String, Long> LIMITS = Map.of(
            "requests_per_minute_user", 100_000L,
            "requests_per_minute_tenant", 200_000L,
            "requests_per_minute_partner", 500_000L);

    private Tenants() {}

    public static TenantEntry of(PartnerId partner, String slug) {
        return entry(TenantId.random(), partner, slug, "active", "active", LIMITS, 1);
    }

    public static TenantEntry fresh() {
        return of(PartnerId.random(), "t" + UUID.randomUUID().toString().substring(0, 8));
    }

    public static TenantEntry with(TenantEntry entry, String status, String partnerStatus) {
        return entry(
                entry.id(),
                entry.partnerId(),
                entry.slug(),
                status,
                partnerStatus,
                entry.limits(),
                entry.version() + 1);
    }

    public static TenantEntry with(TenantEntry entry, Map<String, Long> limits) {
        return entry(
                entry.id(),
                entry.partnerId(),
                entry.slug(),
                entry.status(),
                entry.partnerStatus(),
                limits,
                entry.version() + 1);
    }

    private static TenantEntry entry(
            TenantId id,
            PartnerId partner,
            String slug,
            String status,
            String partnerStatus,
            Map<String, Long> limits,
            long version) {
        return new TenantEntry(
                id,
                partner,
                slug,
                Set.of(),
                "Tenant " + slug,
                status,
                partnerStatus,
                "free",
                Isolation.SHARED,
                "eu-west",
                version,
                version,
                limits,
                new JsonObject(),
                Map.of(),
                version,
                OffsetDateTime.now(ZoneOffset.UTC));
    }
}
