package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.LimitHit;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;

/** Places for tenants under a partner. Counted in one statement, so that two at once never take the last place twice. */
public final class TenantPool {

    private static final String TAKE = "UPDATE partners p SET tenant_count = tenant_count + 1 "
            + "WHERE partner_id = $1 AND status = 'active' AND (max_tenants IS NULL OR tenant_count < max_tenants) "
            + "RETURNING " + Partner.COLUMNS;
    private static final String FIND = "SELECT " + Partner.COLUMNS + " FROM partners p WHERE partner_id = $1";

    private TenantPool() {}

    /** Takes a place, or refuses: unknown partner, suspended partner, or no place left. */
    public static Uni<Partner> take(Tx tx, PartnerId id) {
        return tx.first(TAKE, Partner::map, id.uuid())
                .flatMap(taken -> taken.map(partner -> Uni.createFrom().item(partner))
                        .orElseGet(() -> tx.first(FIND, Partner::map, id.uuid()).map(found -> {
                            throw refusal(found.orElseThrow(TenantPool::unknown));
                        })));
    }

    private static RefusedException unknown() {
        return Reach.unknown().field("partner_id", "names no partner");
    }

    private static RefusedException refusal(Partner partner) {
        if (!partner.standing().isActive()) {
            return ErrorCode.SW_PARTNER_SUSPENDED.because("The partner is suspended: it gets no new tenants.");
        }
        return ErrorCode.SW_PARTNER_POOL_EXHAUSTED
                .because("The partner has as many tenants as it may have.")
                .limit(new LimitHit("max_tenants", "partner", partner.maxTenants(), partner.tenantCount(), 1L, null));
    }
}
