package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.templates.FromTemplate;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Set;

/** Rows to tenants. */
public final class TenantRows {

    public static final String COLUMNS = """
            t.partner_id, t.tenant_id, t.slug, t.name, t.state, t.plan, t.isolation, t.data_region, t.limit_overrides,
            t.features, t.settings, t.ai_defaults, t.external_ids, t.subscription_expires_at, t.partner_status,
            t.partner_epoch, t.partner_limits, t.template, t.epoch, t.version, t.created_at, t.updated_at,
            ARRAY(SELECT s.slug FROM slugs s WHERE s.partner_id = t.partner_id AND s.tenant_id = t.tenant_id
                AND NOT s.current AND s.redirects_until > now()) AS former_slugs
            """;

    private TenantRows() {}

    public static Tenant map(Row row) {
        OffsetDateTime expires = row.getOffsetDateTime("subscription_expires_at");
        return new Tenant(
                TenantId.of(row.getUUID("tenant_id")),
                PartnerId.of(row.getUUID("partner_id")),
                StateJson.read(row.getJsonObject("state")),
                new Tenant.Profile(
                        row.getString("slug"),
                        row.getString("name"),
                        row.getJsonObject("external_ids"),
                        row.getJsonObject("features"),
                        row.getJsonObject("settings"),
                        row.getJsonObject("ai_defaults")),
                row.getString("plan"),
                new Tenant.Placement(
                        Isolation.of(row.getString("isolation")).orElseThrow(), row.getString("data_region")),
                LimitMap.stored(row.getJsonObject("limit_overrides")),
                given(row),
                Set.of(row.getArrayOfStrings("former_slugs")),
                expires == null ? null : expires.toInstant(),
                stamp(row));
    }

    private static Tenant.Given given(Row row) {
        JsonObject template = row.getJsonObject("template");
        return new Tenant.Given(
                new Tenant.FromPartner(
                        row.getString("partner_status"),
                        row.getLong("partner_epoch"),
                        LimitMap.stored(row.getJsonObject("partner_limits"))),
                template == null ? null : FromTemplate.stored(template));
    }

    private static Tenant.Stamp stamp(Row row) {
        return new Tenant.Stamp(
                row.getLong("epoch"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
