package io.scaiwave.gateway.admission;

import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;

/** What a tenant's own status, and its partner's, mean for somebody who wants in. */
final class TenantStates {

    private TenantStates() {}

    static void refuseUnlessUsable(TenantEntry tenant) {
        switch (tenant.status()) {
            case "active", "trial" -> {
                if (!tenant.isUsable()) {
                    throw partnerSuspended();
                }
            }
            case "provisioning" -> throw ErrorCode.SW_STATE_CONFLICT.because("The tenant is still being set up.");
            case "failed" -> throw ErrorCode.SW_STATE_CONFLICT.because("The tenant could not be set up.");
            case "archived" -> throw ErrorCode.SW_TENANT_SUSPENDED.because("The tenant is archived.");
            case "deleting" -> throw ErrorCode.SW_TENANT_SUSPENDED.because("The tenant is being deleted.");
            default -> throw ErrorCode.SW_TENANT_SUSPENDED.because("The tenant is suspended.");
        }
    }

    static RefusedException partnerSuspended() {
        return ErrorCode.SW_PARTNER_SUSPENDED.because("The tenant's partner is suspended.");
    }
}
