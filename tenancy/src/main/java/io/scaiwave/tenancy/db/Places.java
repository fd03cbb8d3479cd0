package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;

/** Knows, or guesses well, where a scope's rows are. A wrong guess costs a second try; the fence decides. */
public interface Places {

    /** For services whose tenants do not move. */
    Places HOME = new Places() {
        @Override
        public Place of(Scope scope) {
            return Place.HOME;
        }

        @Override
        public Place moved(TenantContext tenant, Isolation level) {
            return Place.HOME;
        }
    };

    Place of(Scope scope);

    /** True where tenants may have databases of their own. */
    default boolean haveDatabases() {
        return false;
    }

    /** Learns from a fence that the tenant's rows are on another level now, and says where that is. */
    Place moved(TenantContext tenant, Isolation level);
}
