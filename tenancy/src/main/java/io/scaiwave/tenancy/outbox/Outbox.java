package io.scaiwave.tenancy.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Where a change leaves its event, in the change's own transaction. */
@ApplicationScoped
@CheckReturnValue
public class Outbox {

    private final RelayBell bell;

    public Outbox(RelayBell bell) {
        this.bell = bell;
    }

    /** Appends to the outbox of the transaction's own scope and wakes the relay once the transaction has committed. */
    public Uni<Void> append(Tx tx, OutboxEvent event) {
        wakeAfterCommit(tx);
        return insert(tx, tx.owned("outbox"), event);
    }

    /** Appends to a tenant's outbox from a wider transaction that was narrowed to that tenant. */
    public Uni<Void> appendFor(Tx tx, TenantId tenant, OutboxEvent event) {
        OwnedTable table = new OwnedTable("outbox", "tenant_id", tenant.uuid());
        tx.afterCommit(() -> bell.ring(Optional.empty(), table));
        return insert(tx, table, event);
    }

    /** Wakes the relay after commit, for statements that write their outbox row themselves. */
    public void wakeAfterCommit(Tx tx) {
        tx.afterCommit(() -> bell.ring(tx.scope()));
    }

    /** The message id that streams deduplicate by: the owner in front, since streams are shared by all owners. */
    public static String messageId(Scope scope, String eventId) {
        return messageId(OwnedTable.of(scope, "outbox"), eventId);
    }

    private static String messageId(OwnedTable table, String eventId) {
        return table.owner() + ":" + eventId;
    }

    private static Uni<Void> insert(Tx tx, OwnedTable table, OutboxEvent event) {
        return tx.update(
                        "INSERT INTO " + table.name() + " (" + table.ownerColumn()
                                + ", id, subject, message_id, payload) VALUES ($1, $2, $3, $4, $5)",
                        table.owner(),
                        event.id(),
                        event.subject(),
                        messageId(table, event.id().toString()),
                        event.cloudEvent())
                .replaceWithVoid();
    }
}
