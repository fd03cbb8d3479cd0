package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenant.events.EventAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Carries a partner's standing and caps to each of its tenants, a batch at a time: the first in the partner's own
 * transaction, what is left of a large fleet by {@link CascadeWorker}. A tenant's row says which epoch of its partner it
 * follows, so any replica can go on where another stopped.
 */
@ApplicationScoped
public class PartnerCascade {

    static final int BATCH = 500;

    /** Rows that another transaction holds are left for the next look: nobody waits here with locks in hand. */
    private static final String REWRITE = """
            WITH due AS MATERIALIZED (
                SELECT t.partner_id, t.tenant_id FROM tenants t JOIN partners p ON p.partner_id = t.partner_id
                WHERE t.partner_id = $1 AND t.partner_epoch < p.epoch AND t.status <> 'deleted'
                ORDER BY t.tenant_id LIMIT $2 FOR UPDATE OF t SKIP LOCKED)
            UPDATE tenants t SET partner_status = p.status, partner_epoch = p.epoch, partner_limits = p.limits,
                version = t.version + 1, updated_at = clock_timestamp()
            FROM due d JOIN partners p ON p.partner_id = d.partner_id
            WHERE t.partner_id = d.partner_id AND t.tenant_id = d.tenant_id RETURNING
            """ + TenantRows.COLUMNS;

    private static final String REACHED_ALL = """
            UPDATE partners p SET cascaded_epoch = p.epoch
            WHERE p.partner_id = $1 AND NOT EXISTS (SELECT FROM tenants t
                WHERE t.partner_id = p.partner_id AND t.partner_epoch < p.epoch AND t.status <> 'deleted')
            """;

    private final TenantJournal journal;
    private final EventAccounts accounts;
    private final CascadeSignal signal;

    PartnerCascade(TenantJournal journal, EventAccounts accounts, CascadeSignal signal) {
        this.journal = journal;
        this.accounts = accounts;
        this.signal = signal;
    }

    /** In the transaction that has changed the partner. */
    public Uni<Void> begin(Tx tx, PartnerId partner, boolean active) {
        tx.afterCommit(signal::wake);
        return accounts.shutAll(tx, partner, !active)
                .chain(() -> batch(tx, partner))
                .replaceWithVoid();
    }

    /** How many tenants were reached; fewer than {@link #BATCH} when there are no more to be had now. */
    Uni<Integer> batch(Tx tx, PartnerId partner) {
        return tx.list(REWRITE, TenantRows::map, partner.uuid(), BATCH)
                .call(tenants -> announce(tx, tenants))
                .call(tenants -> tenants.size() < BATCH
                        ? tx.update(REACHED_ALL, partner.uuid())
                        : Uni.createFrom().nullItem())
                .map(List::size);
    }

    /** All are sent before the first answer is waited for. */
    private Uni<Void> announce(Tx tx, List<Tenant> tenants) {
        return tenants.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(tenants.stream()
                                .map(tenant -> journal.announceAhead(tx, tenant, Lifecycled.EPOCH))
                                .toList())
                        .andFailFast()
                        .replaceWithVoid();
    }
}
