package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A {@link Tx} on one connection. Refuses every statement once the transaction has ended. */
final class PgTx implements Tx {

    private static final Logger LOG = Logger.getLogger(PgTx.class);

    private final Opening opening;
    private final Wire wire;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private volatile boolean failed;

    PgTx(Opening opening, Wire wire) {
        this.opening = opening;
        this.wire = wire;
    }

    @Override
    public Scope scope() {
        return opening.scope();
    }

    @Override
    public OwnedTable owned(String kind) {
        OwnedTable table = OwnedTable.of(scope(), kind);
        return opening.place() instanceof Place.InSchema own ? table.in(own.service()) : table;
    }

    @Override
    public Uni<RowSet<Row>> query(String sql, @Nullable Object... args) {
        return send(live -> live.preparedQuery(sql).execute(Tuple.from(args)));
    }

    @Override
    public <T> Uni<List<T>> list(String sql, Function<Row, T> mapper, @Nullable Object... args) {
        return query(sql, args).map(rows -> {
            List<T> all = new ArrayList<>(rows.size());
            rows.forEach(row -> all.add(mapper.apply(row)));
            return all;
        });
    }

    @Override
    public <T> Uni<Optional<T>> first(String sql, Function<Row, T> mapper, @Nullable Object... args) {
        return query(sql, args).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(mapper.apply(each.next())) : Optional.empty();
        });
    }

    @Override
    public Uni<Integer> update(String sql, @Nullable Object... args) {
        return query(sql, args).map(RowSet::rowCount);
    }

    @Override
    public Uni<Void> batch(String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : send(live -> live.preparedQuery(sql).executeBatch(rows)).replaceWithVoid();
    }

    @Override
    public Uni<Void> narrow(TenantId tenant) {
        if (scope() instanceof TenantContext own && !own.tenantId().equals(tenant)) {
            return Uni.createFrom().failure(new IllegalStateException("A tenant's transaction cannot change tenant"));
        }
        return send(live -> live.query(Opening.narrow(tenant.uuid())).execute()).replaceWithVoid();
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Postgres answers COMMIT of a failed transaction without an error: that must not pass for success. */
    boolean hasFailed() {
        return failed;
    }

    Wire wire() {
        return wire;
    }

    /** The change is made: whatever these do, it stays. */
    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("What was to follow a commit failed", e);
            }
        }
    }

    private <R> Uni<R> send(Function<SqlClient, Uni<R>> statement) {
        return Uni.createFrom()
                .deferred(() -> wire.statement(statement))
                .onFailure()
                .invoke(() -> failed = true);
    }
}
