package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.outbox.Outbox;
import io.scaiwave.tenancy.outbox.OutboxEvent;
import io.scaiwave.tenant.auditlog.AuditChain;
import io.scaiwave.tenant.auditlog.AuditLogOwner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What every change of a tenant leaves behind in its own transaction: an event for the other services, an audit entry. */
@ApplicationScoped
public class TenantJournal {

    private final Outbox outbox;
    private final Clock clock;

    public TenantJournal(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Narrows the transaction to the tenant, which it must have locked or made. */
    public Uni<Void> record(Tx tx, Tenant changed, Lifecycled kind, AuditEntry entry) {
        return announce(tx, changed, kind)
                .chain(() -> AuditChain.append(tx, new AuditLogOwner.OfTenant(changed.id()), entry));
    }

    /** Only the event: for a change that is audited where it was made. */
    public Uni<Void> announce(Tx tx, Tenant changed, Lifecycled kind) {
        return tx.narrow(changed.id()).chain(() -> outbox.appendFor(tx, changed.id(), event(changed, kind)));
    }

    /** The same, sent in one go: of many at once none waits for the answer to another. */
    Uni<Void> announceAhead(Tx tx, Tenant changed, Lifecycled kind) {
        return Uni.join()
                .all(tx.narrow(changed.id()), outbox.appendFor(tx, changed.id(), event(changed, kind)))
                .andFailFast()
                .replaceWithVoid();
    }

    private OutboxEvent event(Tenant changed, Lifecycled kind) {
        return OutboxEvent.of(
                Subjects.tenant(changed.id(), "tenant." + kind.wire()),
                "/tenants/" + changed.id(),
                "swp.tenant." + kind.wire(),
                OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC),
                DirectoryEntries.of(changed).toJson());
    }
}
