package io.scaiwave.tenancy.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.outbox.Outbox;
import io.scaiwave.tenancy.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How a service other than tenant-service records: the entry goes to the log of the transaction's own scope. */
@ApplicationScoped
@CheckReturnValue
public class AuditTrail {

    public static final String TYPE = "swp.audit.entry";

    private final Outbox outbox;

    public AuditTrail(Outbox outbox) {
        this.outbox = outbox;
    }

    public Uni<Void> record(Tx tx, AuditEntry entry) {
        return outbox.append(
                tx,
                OutboxEvent.of(
                        entry.id().uuid(),
                        entry.id().wire(),
                        Subjects.audit(tx.scope()),
                        "/" + OwnedTable.of(tx.scope(), "audit").name(),
                        TYPE,
                        entry.time(),
                        entry.toJson()));
    }
}
