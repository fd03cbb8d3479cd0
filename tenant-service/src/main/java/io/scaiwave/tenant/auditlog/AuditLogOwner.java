package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.Subjects;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Whose log it is: each owner has a chain of its own. */
public sealed interface AuditLogOwner {

    record OfTenant(TenantId tenant) implements AuditLogOwner {}

    record OfPartner(PartnerId partner) implements AuditLogOwner {}

    record OfPlatform() implements AuditLogOwner {}

    static AuditLogOwner of(Scope scope) {
        return switch (scope) {
            case TenantContext tenant -> new OfTenant(tenant.tenantId());
            case PartnerContext partner -> new OfPartner(partner.partnerId());
            case PlatformContext ignored -> new OfPlatform();
        };
    }

    default OwnedTable log() {
        return table("audit_log");
    }

    default OwnedTable head() {
        return table("audit_heads");
    }

    default OwnedTable seals() {
        return table("audit_seals");
    }

    /** Where its seals are kept outside the database. */
    default String sealSubject() {
        return switch (this) {
            case OfTenant(TenantId tenant) -> Subjects.tenant(tenant, "tenant.audit_sealed");
            case OfPartner(PartnerId partner) -> Subjects.partner(partner, "audit_sealed");
            case OfPlatform() -> Subjects.platform("audit_sealed");
        };
    }

    /** Says in each entry whose log it belongs to, so that an entry cannot be passed off as another owner's. */
    default JsonObject stamp(JsonObject entry) {
        return switch (this) {
            case OfTenant(TenantId tenant) -> entry.put("tenant_id", tenant.wire());
            case OfPartner(PartnerId partner) -> entry.put("partner_id", partner.wire());
            case OfPlatform() -> entry;
        };
    }

    private OwnedTable table(String kind) {
        return switch (this) {
            case OfTenant(TenantId tenant) -> new OwnedTable(kind, "tenant_id", tenant.uuid());
            case OfPartner(PartnerId partner) -> new OwnedTable("partner_" + kind, "partner_id", partner.uuid());
            case OfPlatform() -> new OwnedTable("platform_" + kind, "platform_id", new UUID(0, 0));
        };
    }
}
