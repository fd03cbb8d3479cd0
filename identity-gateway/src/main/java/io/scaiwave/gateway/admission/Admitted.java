package io.scaiwave.gateway.admission;

import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantEntry;
import java.util.Optional;

/**
 * A caller whose place is known.
 *
 * @param home the scope its principal belongs to, and the log its denials go to
 * @param tenant the tenant acted in, its own or a selected one
 */
public record Admitted(VerifiedToken token, Scope home, Optional<TenantEntry> tenant) {

    /** The scope of the work itself. */
    public Scope scope() {
        return tenant.<Scope>map(TenantEntry::context).orElse(home);
    }

    /** Whose shares the work counts to: the tenant it is done in, or the partner or platform it is done for. */
    public String owner() {
        return switch (scope()) {
            case TenantContext in -> in.tenantId().wire();
            case PartnerContext in -> in.partnerId().wire();
            case PlatformContext ignored -> "platform";
        };
    }

    public boolean isCrossTenant() {
        return tenant.isPresent() && !(home instanceof TenantContext);
    }
}
