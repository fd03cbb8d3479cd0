package io.scaiwave.gateway.admission;

import io.scaiwave.gateway.token.VerifiedToken;
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

    public boolean isCrossTenant() {
        return tenant.isPresent() && !(home instanceof TenantContext);
    }
}
