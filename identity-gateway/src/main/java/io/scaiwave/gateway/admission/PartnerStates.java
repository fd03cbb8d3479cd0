package io.scaiwave.gateway.admission;

import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which partners are suspended, as told by the entries of their tenants; the newest partner epoch wins. */
final class PartnerStates {

    private final Map<PartnerId, State> byPartner = new ConcurrentHashMap<>();

    private record State(long epoch, boolean suspended) {}

    PartnerStates(TenantDirectory directory) {
        directory.onChange(this::notice);
    }

    private void notice(TenantEntry entry) {
        State told = new State(entry.partnerEpoch(), !entry.partnerStatus().equals("active"));
        byPartner.merge(entry.partnerId(), told, (known, news) -> news.epoch() >= known.epoch() ? news : known);
    }

    boolean isSuspended(PartnerId partner) {
        State state = byPartner.get(partner);
        return state != null && state.suspended();
    }
}
