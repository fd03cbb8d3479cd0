package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenant.operations.Operation.StepProgress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What the worker writes. Every write names the fence of its lease and touches nothing when another replica has taken
 * over since; the writer then hears {@link LeaseLostException} and stops.
 */
@ApplicationScoped
public class OperationProgress {

    private static final PlatformContext SCOPE = new PlatformContext("operations");
    private static final String CLAIM = """
            WITH due AS (
                SELECT partner_id, operation_id FROM operations
                WHERE state IN ('queued', 'running') AND due_at <= now()
                    AND (lease_until IS NULL OR lease_until < now())
                ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE operations o SET state = 'running', fence = o.fence + 1, revision = o.revision + 1,
                lease_until = now() + $2::bigint * interval '1 millisecond', started_at = coalesce(o.started_at, now())
            FROM due WHERE o.partner_id = due.partner_id AND o.operation_id = due.operation_id
            RETURNING
            """ + OperationRows.COLUMNS;
    private static final String RENEW = """
            UPDATE operations o SET revision = revision + 1, forward = $4,
                lease_until = now() + $3::bigint * interval '1 millisecond'
            WHERE partner_id = $1 AND operation_id = $2 AND fence = $5 RETURNING cancelled
            """;
    private static final String STEP = """
            UPDATE operation_steps SET state = $4, error = $5, attempt = $6, percent = CASE WHEN $4 = 'succeeded' THEN 100 ELSE 0 END,
                started_at = CASE WHEN $4 = 'running' THEN now() ELSE started_at END,
                finished_at = CASE WHEN $4 IN ('queued', 'running') THEN NULL ELSE now() END
            WHERE partner_id = $1 AND operation_id = $2 AND position = $3
            """;
    private static final String POSTPONE = """
            UPDATE operations SET revision = revision + 1, lease_until = NULL, error = $4, forward = $5,
                due_at = now() + $3::bigint * interval '1 millisecond'
            WHERE partner_id = $1 AND operation_id = $2 AND fence = $6
            """;
    private static final String FINISH = """
            UPDATE operations SET revision = revision + 1, lease_until = NULL, finished_at = now(), state = $3,
                error = coalesce($4, error)
            WHERE partner_id = $1 AND operation_id = $2 AND fence = $5
            """;

    private final TenantDb db;
    private final OperationsConfig config;
    private final OperationSignals signals;

    public OperationProgress(TenantDb db, OperationsConfig config, OperationSignals signals) {
        this.db = db;
        this.config = config;
        this.signals = signals;
    }

    /** Takes a lease on up to {@code atMost} operations that wait or whose worker went silent. */
    Uni<List<Operation>> claim(int atMost) {
        return db.inTransaction(
                SCOPE,
                tx -> tx.list(CLAIM, OperationRows::map, atMost, config.lease().toMillis()));
    }

    /** Writes the changed steps and renews the lease; gives whether a cancel was asked for. */
    Uni<Boolean> write(Operation operation, boolean forward, List<StepProgress> changed) {
        return db.inTransaction(SCOPE, tx -> {
                    Uni<Boolean> cancelled = tx.first(
                                    RENEW,
                                    row -> row.getBoolean("cancelled"),
                                    operation.partnerId().uuid(),
                                    operation.id().uuid(),
                                    config.lease().toMillis(),
                                    forward,
                                    operation.fence())
                            .map(found -> found.orElseThrow(LeaseLostException::new));
                    return cancelled.call(() -> steps(tx, operation, changed));
                })
                .invoke(() -> signals.moved(operation.id()));
    }

    Uni<Void> postpone(Operation operation, boolean forward, StepProgress step, Duration wait) {
        return held(operation, tx -> tx.update(
                        POSTPONE,
                        operation.partnerId().uuid(),
                        operation.id().uuid(),
                        wait.toMillis(),
                        step.error(),
                        forward,
                        operation.fence())
                .call(() -> steps(tx, operation, List.of(step))));
    }

    Uni<Void> finish(Operation operation, OperationState state, List<StepProgress> changed) {
        String error = changed.isEmpty() ? null : changed.getLast().error();
        return held(operation, tx -> tx.update(
                        FINISH,
                        operation.partnerId().uuid(),
                        operation.id().uuid(),
                        state.wire(),
                        error,
                        operation.fence())
                .call(() -> steps(tx, operation, changed)));
    }

    private Uni<Void> held(Operation operation, Function<Tx, Uni<Integer>> write) {
        return db.inTransaction(SCOPE, tx -> write.apply(tx).invoke(rows -> {
                    if (rows == 0) {
                        throw new LeaseLostException();
                    }
                }))
                .replaceWithVoid()
                .invoke(() -> signals.moved(operation.id()));
    }

    private static Uni<Void> steps(Tx tx, Operation operation, List<StepProgress> changed) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (StepProgress step : changed) {
            all = all.chain(() -> tx.update(
                            STEP,
                            operation.partnerId().uuid(),
                            operation.id().uuid(),
                            step.position(),
                            step.state().wire(),
                            step.error(),
                            step.attempt())
                    .replaceWithVoid());
        }
        return all;
    }
}
