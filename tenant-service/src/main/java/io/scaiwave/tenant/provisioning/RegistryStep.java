package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Step;
import io.scaiwave.tenant.registry.Move;
import io.scaiwave.tenant.registry.Status;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The row is there since the request; here it returns from a failure, and there it goes when all else is undone. */
@ApplicationScoped
class RegistryStep implements Step {

    private final TenantMoves moves;

    RegistryStep(TenantMoves moves) {
        this.moves = moves;
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public Uni<Void> run(Operation operation) {
        return moves.when(operation, Status.FAILED, tenant -> new Move.Retry());
    }

    @Override
    public Uni<Void> undo(Operation operation) {
        String reason = operation.cancelled() ? "Provisioning was cancelled." : "Provisioning failed.";
        return moves.when(operation, Status.PROVISIONING, tenant -> new Move.Fail(reason));
    }
}
