package io.scaiwave.tenant.access;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;

/**
 * The registry belongs to partners and the platform: their people work in the scope they come from, also when they have
 * selected one tenant. People of a tenant work in that tenant.
 */
public final class Reach {

    private Reach() {}

    public static Scope of(Caller caller) {
        return switch (caller.home()) {
            case TenantContext ignored -> caller.scope();
            case PartnerContext partner -> partner;
            case PlatformContext platform -> platform;
        };
    }

    /** As {@link #of}, for one tenant: whoever has selected another one gets the answer for an unknown id. */
    public static Scope to(Caller caller, TenantId tenant) {
        if (caller.scope() instanceof TenantContext selected
                && !selected.tenantId().equals(tenant)) {
            throw unknownTenant();
        }
        return of(caller);
    }

    /** The caller as one who works in {@link #of that scope}. */
    public static Caller working(Caller caller) {
        return new Caller(
                of(caller),
                caller.home(),
                caller.principal(),
                caller.requestId(),
                caller.clientIp(),
                caller.userAgent());
    }

    /** As {@link #working(Caller)}, for one tenant. */
    public static Caller working(Caller caller, TenantId tenant) {
        return new Caller(
                to(caller, tenant),
                caller.home(),
                caller.principal(),
                caller.requestId(),
                caller.clientIp(),
                caller.userAgent());
    }

    /** The one answer for a tenant that is not there and for one that is somebody else's. */
    public static RefusedException unknownTenant() {
        return ErrorCode.SW_TENANT_NOT_FOUND.because("There is no such tenant.");
    }

    public static RefusedException unknown() {
        return ErrorCode.SW_NOT_FOUND.because("There is no such resource.");
    }
}
