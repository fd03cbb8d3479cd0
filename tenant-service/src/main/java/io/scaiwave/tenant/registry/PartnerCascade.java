package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.events.EventAccounts;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Carries a partner's change to each of its tenants, in the partner's own transaction. */
@ApplicationScoped
public class PartnerCascade {

    private static final String REWRITE = """
            UPDATE tenants t SET partner_status = $2, partner_epoch = $3, partner_limits = $4, version = t.version + 1,
                updated_at = clock_timestamp()
            WHERE t.partner_id = $1 AND t.status <> 'deleted' RETURNING
            """ + TenantRows.COLUMNS;

    private final TenantJournal journal;
    private final EventAccounts accounts;

    public PartnerCascade(TenantJournal journal, EventAccounts accounts) {
        this.journal = journal;
        this.accounts = accounts;
    }

    public Uni<Void> apply(Tx tx, PartnerId partner, String status, long epoch, Map<LimitName, LimitValue> limits) {
        return tx.list(REWRITE, TenantRows::map, partner.uuid(), status, epoch, LimitMap.json(limits))
                .call(() -> accounts.shutAll(tx, partner, !status.equals("active")))
                .flatMap(tenants -> announce(tx, tenants));
    }

    private Uni<Void> announce(Tx tx, List<Tenant> tenants) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Tenant tenant : tenants) {
            all = all.chain(() -> journal.announce(tx, tenant, Lifecycled.EPOCH));
        }
        return all;
    }
}
