package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Step;
import io.scaiwave.tenant.plans.Plans;
import io.scaiwave.tenant.registry.Move;
import io.scaiwave.tenant.registry.Status;
import io.scaiwave.tenant.registry.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** The tenant is ready: from here on its people may work. Nothing undoes it, as nothing follows that could fail. */
@ApplicationScoped
class ActivateStep implements Step {

    private final TenantMoves moves;
    private final Clock clock;

    ActivateStep(TenantMoves moves, Clock clock) {
        this.moves = moves;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "activate";
    }

    @Override
    public Uni<Void> run(Operation operation) {
        return moves.when(operation, Status.PROVISIONING, this::activation);
    }

    private Move activation(Tenant tenant) {
        return new Move.Activate(
                Plans.find(tenant.plan()).filter(plan -> plan.trialDays() > 0).map(plan -> clock.instant()
                        .plus(Duration.ofDays(plan.trialDays()))));
    }

    @Override
    public Uni<Void> undo(Operation operation) {
        return Uni.createFrom().voidItem();
    }
}
