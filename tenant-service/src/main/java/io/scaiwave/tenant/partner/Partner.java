package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who operates a fleet of tenants.
 *
 * @param limits the highest value it allows to each of its tenants
 * @param maxTenants null for as many as it likes
 */
public record Partner(
        PartnerId id,
        Profile profile,
        Standing standing,
        Map<LimitName, LimitValue> limits,
        @Nullable Long maxTenants,
        long tenantCount,
        Stamp stamp) {

    /** The partner of an installation that has no partners of its own. */
    public static final PartnerId INTERNAL = PartnerId.of(UUID.fromString("01980000-0000-7000-8000-000000000001"));

    static final String COLUMNS = """
            p.partner_id, p.slug, p.name, p.status, p.status_reason, p.branding, p.base_domain, p.limits, p.max_tenants,
            p.tenant_count, p.features, p.settings, p.epoch, p.version, p.created_at, p.updated_at
            """;

    public record Profile(
            String slug,
            String name,
            JsonObject branding,
            @Nullable String baseDomain,
            JsonObject features,
            JsonObject settings) {}

    public record Standing(String status, @Nullable String reason) {

        public boolean isActive() {
            return status.equals("active");
        }
    }

    public record Stamp(long epoch, long version, Instant createdAt, Instant updatedAt) {}

    Partner with(Standing next) {
        return new Partner(id, profile, next, limits, maxTenants, tenantCount, stamp);
    }

    Partner with(Profile next, Map<LimitName, LimitValue> nextLimits, @Nullable Long nextMaxTenants) {
        return new Partner(id, next, standing, Map.copyOf(nextLimits), nextMaxTenants, tenantCount, stamp);
    }

    /** As the other services know it. */
    PartnerEntry entry() {
        return new PartnerEntry(
                id,
                standing.status(),
                stamp.epoch(),
                stamp.version(),
                stamp.updatedAt().atOffset(ZoneOffset.UTC));
    }

    static Partner map(Row row) {
        return new Partner(
                PartnerId.of(row.getUUID("partner_id")),
                new Profile(
                        row.getString("slug"),
                        row.getString("name"),
                        row.getJsonObject("branding"),
                        row.getString("base_domain"),
                        row.getJsonObject("features"),
                        row.getJsonObject("settings")),
                new Standing(row.getString("status"), row.getString("status_reason")),
                LimitMap.stored(row.getJsonObject("limits")),
                row.getLong("max_tenants"),
                row.getLong("tenant_count"),
                new Stamp(
                        row.getLong("epoch"),
                        row.getLong("version"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("updated_at").toInstant()));
    }
}
