package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation as the API shows it. */
public record OperationView(
        OperationId id,
        String kind,
        TenantId tenantId,
        OperationState state,
        int percent,
        @Nullable String error,
        List<StepView> steps,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long revision) {

    /** One step. */
    public record StepView(
            String name,
            StepState state,
            int attempt,
            int percent,
            @Nullable String error,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    static OperationView of(Operation operation) {
        return new OperationView(
                operation.id(),
                operation.kind(),
                operation.tenantId(),
                operation.state(),
                operation.percent(),
                operation.error(),
                operation.steps().stream()
                        .map(step -> new StepView(
                                step.name(),
                                step.state(),
                                step.attempt(),
                                step.percent(),
                                step.error(),
                                step.started(),
                                step.finished()))
                        .toList(),
                operation.times().created(),
                operation.times().started(),
                operation.times().finished(),
                operation.revision());
    }
}
