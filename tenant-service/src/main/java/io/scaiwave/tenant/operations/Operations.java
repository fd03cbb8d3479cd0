package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations as their owners see them: started, read, retried, cancelled. */
@ApplicationScoped
public class Operations {

    private static final String INSERT = """
            INSERT INTO operations (partner_id, tenant_id, operation_id, kind, input, actor, request_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String INSERT_STEP =
            "INSERT INTO operation_steps (partner_id, tenant_id, operation_id, position, name) VALUES ($1, $2, $3, $4, $5)";
    private static final String FIND =
            "SELECT " + OperationRows.COLUMNS + " FROM operations o WHERE o.operation_id = $1";
    private static final String PAGE = "SELECT " + OperationRows.COLUMNS
            + " FROM operations o WHERE ($1::uuid IS NULL OR o.operation_id < $1) AND ($2::uuid IS NULL OR o.tenant_id = $2)"
            + " AND ($3::text IS NULL OR o.state = $3) ORDER BY o.operation_id DESC LIMIT $4";
    private static final String RETRY = """
            UPDATE operations SET state = 'queued', forward = true, cancelled = false, error = NULL, due_at = now(),
                finished_at = NULL, revision = revision + 1
            WHERE operation_id = $1 AND state IN ('failed', 'rolled_back', 'cancelled')
            """;
    private static final String RETRY_STEPS = """
            UPDATE operation_steps SET state = 'queued', attempt = 0, percent = 0, error = NULL, finished_at = NULL
            WHERE (partner_id, operation_id) IN (SELECT partner_id, operation_id FROM operations WHERE operation_id = $1)
                AND state <> 'succeeded'
            """;
    private static final String CANCEL = """
            UPDATE operations SET cancelled = true, due_at = now(), revision = revision + 1
            WHERE operation_id = $1 AND state IN ('queued', 'running') AND forward AND NOT cancelled
            """;

    private final TenantDb db;
    private final OperationSignals signals;

    public Operations(TenantDb db, OperationSignals signals) {
        this.db = db;
        this.signals = signals;
    }

    /** Records the work within the caller's transaction; a worker takes it up at commit. */
    public Uni<OperationId> start(
            Tx tx, PartnerId partner, TenantId tenant, Procedure procedure, JsonObject input, Operation.Origin origin) {
        OperationId id = OperationId.random();
        List<Tuple> steps = new ArrayList<>();
        for (Step step : procedure.steps()) {
            steps.add(Tuple.of(partner.uuid(), tenant.uuid(), id.uuid(), steps.size(), step.name()));
        }
        tx.afterCommit(signals::wake);
        return tx.update(
                        INSERT,
                        partner.uuid(),
                        tenant.uuid(),
                        id.uuid(),
                        procedure.kind(),
                        input,
                        origin.actor(),
                        origin.requestId())
                .call(() -> tx.batch(INSERT_STEP, steps))
                .replaceWith(id);
    }

    public Uni<Optional<Operation>> find(Scope scope, OperationId id) {
        return db.read(scope, FIND, id.uuid()).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(OperationRows.map(each.next())) : Optional.empty();
        });
    }

    Uni<Optional<Operation>> find(Tx tx, OperationId id) {
        return tx.first(FIND, OperationRows::map, id.uuid());
    }

    /** Newest first, older than {@code before}. */
    public Uni<List<Operation>> page(Scope scope, OperationFilter filter, int limit) {
        return db.read(
                        scope,
                        PAGE,
                        filter.before().map(OperationId::uuid).orElse(null),
                        filter.tenant().map(TenantId::uuid).orElse(null),
                        filter.state().map(OperationState::wire).orElse(null),
                        limit)
                .map(rows -> {
                    List<Operation> page = new ArrayList<>(rows.size());
                    rows.forEach(row -> page.add(OperationRows.map(row)));
                    return page;
                });
    }

    /** False when the operation is not at a point from which it can be tried again. */
    public Uni<Boolean> retry(Tx tx, OperationId id) {
        tx.afterCommit(signals::wake);
        return tx.update(RETRY, id.uuid())
                .call(changed -> changed == 0
                        ? Uni.createFrom().nullItem()
                        : tx.update(RETRY_STEPS, id.uuid()).replaceWithVoid())
                .map(changed -> changed > 0);
    }

    /** False when there is nothing left to cancel. The step that runs is finished first, then all are undone. */
    public Uni<Boolean> cancel(Tx tx, OperationId id) {
        tx.afterCommit(signals::wake);
        return tx.update(CANCEL, id.uuid()).map(changed -> changed > 0);
    }
}
