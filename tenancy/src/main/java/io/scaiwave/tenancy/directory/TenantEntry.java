package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every service may need to know of a tenant.
 *
 * @param formerSlugs slugs that still lead here for a while
 * @param partnerStatus {@code active} or {@code suspended}
 * @param limits effective numbers by limit name; a name without a number is stated as unlimited by its absence here
 * @param externalIds issuer → that provider's id of the tenant
 * @param version grows with every change of the entry, whatever its epoch does
 */
public record TenantEntry(
        TenantId id,
        PartnerId partnerId,
        String slug,
        Set<String> formerSlugs,
        String name,
        String status,
        String partnerStatus,
        String plan,
        Isolation isolation,
        String dataRegion,
        long epoch,
        long partnerEpoch,
        Map<String, Long> limits,
        JsonObject features,
        Map<String, String> externalIds,
        long version,
        OffsetDateTime updatedAt)
        implements DirectoryEntry {

    private static final Set<String> IN_USE = Set.of("active", "trial");

    /** True while the tenant's own users may work. */
    public boolean isUsable() {
        return IN_USE.contains(status) && partnerStatus.equals("active");
    }

    public TenantContext context() {
        return new TenantContext(id, partnerId, slug, status, plan, isolation, dataRegion, epoch, partnerEpoch);
    }

    /** With the time of the change in full, unlike what is shown outside: the feed asks for what came after it. */
    @Override
    public JsonObject toJson() {
        JsonObject numbers = new JsonObject();
        limits.forEach(numbers::put);
        JsonObject externals = new JsonObject();
        externalIds.forEach(externals::put);
        return new JsonObject()
                .put("id", id.wire())
                .put("partner_id", partnerId.wire())
                .put("slug", slug)
                .put("former_slugs", new JsonArray(List.copyOf(formerSlugs)))
                .put("name", name)
                .put("status", status)
                .put("partner_status", partnerStatus)
                .put("plan", plan)
                .put("isolation", isolation.wire())
                .put("data_region", dataRegion)
                .put("epoch", epoch)
                .put("partner_epoch", partnerEpoch)
                .put("limits", numbers)
                .put("features", features)
                .put("external_ids", externals)
                .put("version", version)
                .put("updated_at", updatedAt.toString());
    }

    /** Reads what {@link #toJson} wrote, skipping members it does not know; throws {@link IllegalArgumentException}. */
    public static TenantEntry fromJson(JsonObject json) {
        try {
            Map<String, Long> limits = new HashMap<>();
            json.getJsonObject("limits")
                    .forEach(limit -> limits.put(limit.getKey(), ((Number) limit.getValue()).longValue()));
            Map<String, String> externals = new HashMap<>();
            json.getJsonObject("external_ids").forEach(id -> externals.put(id.getKey(), (String) id.getValue()));
            return new TenantEntry(
                    TenantId.parse(json.getString("id")),
                    PartnerId.parse(json.getString("partner_id")),
                    json.getString("slug"),
                    Set.copyOf(strings(json.getJsonArray("former_slugs"))),
                    json.getString("name"),
                    json.getString("status"),
                    json.getString("partner_status"),
                    json.getString("plan"),
                    Isolation.of(json.getString("isolation")).orElseThrow(),
                    json.getString("data_region"),
                    json.getLong("epoch"),
                    json.getLong("partner_epoch"),
                    Map.copyOf(limits),
                    json.getJsonObject("features"),
                    Map.copyOf(externals),
                    json.getLong("version"),
                    OffsetDateTime.parse(json.getString("updated_at")));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a tenant entry", e);
        }
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
