package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.registry.TenantState.Active;
import io.scaiwave.tenant.registry.TenantState.Archived;
import io.scaiwave.tenant.registry.TenantState.Deleted;
import io.scaiwave.tenant.registry.TenantState.Deleting;
import io.scaiwave.tenant.registry.TenantState.Failed;
import io.scaiwave.tenant.registry.TenantState.Provisioning;
import io.scaiwave.tenant.registry.TenantState.Running;
import io.scaiwave.tenant.registry.TenantState.Suspended;
import io.scaiwave.tenant.registry.TenantState.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status machine: which move leads from which state to which. */
public final class Lifecycle {

    /** One of each move, to ask which are legal. */
    private static final List<Move> ALL = List.of(
            new Move.Activate(Optional.empty()),
            new Move.Fail(""),
            new Move.Retry(),
            new Move.Suspend(""),
            new Move.Resume(),
            new Move.Convert(),
            new Move.Archive(),
            new Move.Restore(),
            new Move.StartErasure(),
            new Move.CancelErasure(),
            new Move.Erase());

    private Lifecycle() {}

    /** The state after the move, or a refusal that names the legal ones. */
    public static TenantState after(TenantState from, Move move) {
        return next(from, move).orElseThrow(() -> refuse(from, move));
    }

    /** The verbs legal in a state, in a fixed order. */
    public static List<String> allowed(TenantState from) {
        return ALL.stream()
                .filter(move -> next(from, move).isPresent())
                .map(Move::verb)
                .toList();
    }

    private static Optional<TenantState> next(TenantState from, Move move) {
        return switch (from) {
            case Provisioning ignored -> provisioning(move);
            case Failed ignored -> move instanceof Move.Retry ? Optional.of(new Provisioning()) : Optional.empty();
            case Running running -> running(running, move);
            case Suspended suspended -> suspended(suspended, move);
            case Archived archived -> archived(archived, move);
            case Deleting deleting -> deleting(deleting, move);
            case Deleted ignored -> Optional.empty();
        };
    }

    private static Optional<TenantState> provisioning(Move move) {
        return switch (move) {
            case Move.Activate(Optional<Instant> trialUntil) ->
                Optional.of(trialUntil.<TenantState>map(Trial::new).orElseGet(Active::new));
            case Move.Fail(String reason) -> Optional.of(new Failed(reason));
            default -> Optional.empty();
        };
    }

    private static Optional<TenantState> running(Running running, Move move) {
        return switch (move) {
            case Move.Suspend(String reason) -> Optional.of(new Suspended(reason, running));
            case Move.Archive ignored -> Optional.of(new Archived());
            case Move.Convert ignored when running instanceof Trial -> Optional.of(new Active());
            default -> Optional.empty();
        };
    }

    private static Optional<TenantState> suspended(Suspended suspended, Move move) {
        return switch (move) {
            case Move.Resume ignored -> Optional.of(suspended.before());
            case Move.Archive ignored -> Optional.of(new Archived());
            case Move.StartErasure ignored -> Optional.of(new Deleting(suspended));
            default -> Optional.empty();
        };
    }

    private static Optional<TenantState> archived(Archived archived, Move move) {
        return switch (move) {
            case Move.Restore ignored -> Optional.of(new Active());
            case Move.StartErasure ignored -> Optional.of(new Deleting(archived));
            default -> Optional.empty();
        };
    }

    private static Optional<TenantState> deleting(Deleting deleting, Move move) {
        return switch (move) {
            case Move.CancelErasure ignored -> Optional.of(deleting.before());
            case Move.Erase ignored -> Optional.of(new Deleted());
            default -> Optional.empty();
        };
    }

    private static RefusedException refuse(TenantState from, Move move) {
        List<String> allowed = allowed(from);
        return ErrorCode.SW_STATE_CONFLICT.because(
                "A tenant that is '" + from.status().wire() + "' cannot "
                        + move.verb().replace('_', ' ') + "; allowed now: "
                        + (allowed.isEmpty() ? "nothing" : String.join(", ", allowed)) + ".");
    }
}
