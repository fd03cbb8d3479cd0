package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.events.EventAccounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Suspending, resuming, archiving, restoring: at once, with a new epoch, and with the door of its events shut or open. */
@ApplicationScoped
public class TenantLifecycle {

    private final EventAccounts accounts;
    private final TenantJournal journal;
    private final Clock clock;

    public TenantLifecycle(EventAccounts accounts, TenantJournal journal, Clock clock) {
        this.accounts = accounts;
        this.journal = journal;
        this.clock = clock;
    }

    public Uni<Tenant> move(Tx tx, Caller caller, TenantId id, Move move) {
        return Tenants.lockFor(tx, caller, id).flatMap(before -> {
            Tenant moved = before.with(Lifecycle.after(before.state(), move));
            return Tenants.save(tx, moved, true)
                    .call(() -> accounts.shut(tx, id, isShut(moved)))
                    .call(after -> journal.record(tx, after, event(move), entry(caller, before, after, move)));
        });
    }

    static boolean isShut(Tenant tenant) {
        return !(tenant.state() instanceof TenantState.Running)
                || !tenant.fromPartner().status().equals("active");
    }

    private static Lifecycled event(Move move) {
        return switch (move) {
            case Move.Suspend ignored -> Lifecycled.SUSPENDED;
            case Move.Archive ignored -> Lifecycled.ARCHIVED;
            case Move.Resume ignored -> Lifecycled.RESUMED;
            case Move.Restore ignored -> Lifecycled.RESUMED;
            default -> Lifecycled.UPDATED;
        };
    }

    private AuditEntry entry(Caller caller, Tenant before, Tenant after, Move move) {
        JsonObject changes = new JsonObject().put("before", standing(before)).put("after", standing(after));
        return AuditEntry.of(
                caller, clock, "tenant." + move.verb(), "tenant", after.id().wire(), changes, AuditEntry.SUCCESS);
    }

    private static JsonObject standing(Tenant tenant) {
        JsonObject standing = new JsonObject().put("status", tenant.status().wire());
        String reason = reason(tenant.state());
        return reason == null ? standing : standing.put("reason", reason);
    }

    private static @Nullable String reason(TenantState state) {
        return state instanceof TenantState.Suspended suspended ? suspended.reason() : null;
    }
}
