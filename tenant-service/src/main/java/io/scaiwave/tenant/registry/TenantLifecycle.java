package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenant.events.EventAccounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Suspending, resuming, archiving, restoring: at once, with a new epoch, and with the door of its events shut or open. */
@ApplicationScoped
public class TenantLifecycle {

    /** How long a tenant goes on after the end of its subscription. */
    public static final Duration GRACE = Duration.ofDays(14);

    private final EventAccounts accounts;
    private final TenantJournal journal;
    private final Clock clock;

    public TenantLifecycle(EventAccounts accounts, TenantJournal journal, Clock clock) {
        this.accounts = accounts;
        this.journal = journal;
        this.clock = clock;
    }

    public Uni<Tenant> move(Tx tx, Caller caller, TenantId id, Move move) {
        return Tenants.lockFor(tx, caller, id)
                .flatMap(before -> move(tx, before, move, after -> entry(caller, before, after, move)));
    }

    /** By nobody's order, of a tenant that this transaction has locked. */
    public Uni<Tenant> suspend(Tx tx, Tenant tenant, String reason) {
        Move move = new Move.Suspend(reason);
        return move(
                tx,
                tenant,
                move,
                after -> AuditEntry.byService(
                        clock,
                        "tenant-service",
                        "tenant." + move.verb(),
                        "tenant",
                        after.id().wire(),
                        changes(tenant, after)));
    }

    private Uni<Tenant> move(Tx tx, Tenant before, Move move, Function<Tenant, AuditEntry> entry) {
        Tenant moved = before.with(Lifecycle.after(before.state(), move));
        refuseWithoutSubscription(moved);
        return Tenants.save(tx, moved, true)
                .call(() -> accounts.shut(tx, before.id(), isShut(moved)))
                .call(after -> journal.record(tx, after, event(move), entry.apply(after)));
    }

    /** It would be suspended again at once. */
    private void refuseWithoutSubscription(Tenant moved) {
        Instant expires = moved.subscriptionExpiresAt();
        if (moved.state() instanceof TenantState.Running
                && expires != null
                && !clock.instant().isBefore(expires.plus(GRACE))) {
            throw ErrorCode.SW_STATE_CONFLICT.because("The tenant's subscription ended on "
                    + LocalDate.ofInstant(expires, ZoneOffset.UTC)
                    + ", and so did its grace; set subscription_expires_at first.");
        }
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
        return AuditEntry.of(
                caller,
                clock,
                "tenant." + move.verb(),
                "tenant",
                after.id().wire(),
                changes(before, after),
                AuditEntry.SUCCESS);
    }

    private static JsonObject changes(Tenant before, Tenant after) {
        return new JsonObject().put("before", standing(before)).put("after", standing(after));
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
