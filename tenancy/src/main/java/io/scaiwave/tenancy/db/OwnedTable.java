package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import java.util.UUID;

/**
 * One of the three tables that keep the same kind of thing for a tenant, a partner or the platform:
 * {@code outbox (tenant_id, …)}, {@code partner_outbox (partner_id, …)}, {@code platform_outbox (platform_id, …)}.
 *
 * @param ownerColumn first column of its primary key
 * @param owner its value in this scope; the platform is the nil UUID
 */
public record OwnedTable(String name, String ownerColumn, UUID owner) {

    public static final UUID PLATFORM = new UUID(0, 0);

    /** The same table, named with its schema. */
    OwnedTable in(String schema) {
        return new OwnedTable(schema + "." + name, ownerColumn, owner);
    }

    public static OwnedTable of(Scope scope, String kind) {
        return switch (scope) {
            case TenantContext tenant ->
                new OwnedTable(kind, "tenant_id", tenant.tenantId().uuid());
            case PartnerContext partner ->
                new OwnedTable(
                        "partner_" + kind, "partner_id", partner.partnerId().uuid());
            case PlatformContext ignored -> new OwnedTable("platform_" + kind, "platform_id", PLATFORM);
        };
    }
}
