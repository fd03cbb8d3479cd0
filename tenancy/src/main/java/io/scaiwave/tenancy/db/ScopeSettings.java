package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import java.util.UUID;

/**
 * The statement that opens a transaction and says whose it is, as one message. Simple protocol, because two statements
 * travel in it; the only values are UUIDs formatted by ourselves, so there is nothing to quote.
 */
final class ScopeSettings {

    private ScopeSettings() {}

    static String begin(Scope scope) {
        return "BEGIN; "
                + switch (scope) {
                    case TenantContext tenant ->
                        setting("app.tenant_id", tenant.tenantId().uuid());
                    case PartnerContext partner ->
                        setting("app.partner_id", partner.partnerId().uuid());
                    case PlatformContext ignored -> "SET LOCAL app.scope = 'platform'";
                };
    }

    static String narrow(UUID tenant) {
        return setting("app.tenant_id", tenant);
    }

    private static String setting(String name, UUID value) {
        return "SET LOCAL " + name + " = '" + value + "'";
    }
}
