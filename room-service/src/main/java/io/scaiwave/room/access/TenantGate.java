package io.scaiwave.room.access;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Set;

/**
 * Makes a participant of a caller, if its tenant may work at all. Checked here as well as at the gateway, because a
 * token minted a moment before a suspension is still on its way.
 */
@ApplicationScoped
public class TenantGate {

    private static final Set<String> WORKING = Set.of("active", "trial");

    private final TenantDirectory directory;

    public TenantGate(TenantDirectory directory) {
        this.directory = directory;
    }

    public Participant admit(SecurityContext security) {
        Caller caller = Caller.of(security);
        Participant participant = new Participant(
                caller.tenant(),
                ParticipantId.of(caller.principal()),
                caller.may(Permission.ROOMS_USE),
                caller.may(Permission.ROOMS_MANAGE));
        requireStanding(participant.tenant());
        return participant;
    }

    /** Whichever of token and directory is newer decides; each knows the other's moment by the epochs. */
    public void requireStanding(TenantContext tenant) {
        TenantEntry known = directory.byId(tenant.tenantId()).orElse(null);
        if (known != null
                && known.partnerEpoch() >= tenant.partnerEpoch()
                && !known.partnerStatus().equals("active")) {
            throw ErrorCode.SW_PARTNER_SUSPENDED.because("The partner of this tenant is suspended.");
        }
        String status = known != null && known.epoch() >= tenant.epoch() ? known.status() : tenant.status();
        if (!WORKING.contains(status)) {
            throw ErrorCode.SW_TENANT_SUSPENDED.because("The tenant does not take part at the moment.");
        }
    }
}
