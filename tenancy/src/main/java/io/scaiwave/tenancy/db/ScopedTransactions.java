package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens, ends and cleans up transactions on one pool.
 *
 * <p>The opening message (BEGIN and the scope) is sent without waiting for its answer, so that it shares a round trip
 * with the first statement. That is safe in every order of events: if the opening fails, the statement runs without a
 * scope, where row-level security shows no row and admits none, and its result is thrown away.
 */
final class ScopedTransactions {

    private static final Logger LOG = Logger.getLogger(ScopedTransactions.class);

    private final Pool pool;
    private final Duration timeout;
    private final Duration rollbackWait;

    ScopedTransactions(Pool pool, DatabaseConfig config) {
        this.pool = pool;
        this.timeout = config.transactionTimeout();
        this.rollbackWait = config.rollbackWait();
    }

    <T> Uni<T> run(Scope scope, Function<Tx, Uni<T>> work) {
        return onConnection(connection -> {
            PgTx tx = new PgTx(scope, connection);
            Uni<Void> opened = sent(begin(scope, connection));
            return Uni.createFrom()
                    .deferred(() -> work.apply(tx))
                    .call(() -> opened)
                    .onTermination()
                    .invoke(tx::end)
                    .invoke(tx::refuseIfFailed)
                    .call(() -> commit(connection))
                    .invoke(tx::committed);
        });
    }

    Uni<RowSet<Row>> single(Scope scope, String sql, @Nullable Object... args) {
        return onConnection(connection -> {
            Uni<Void> opened = sent(begin(scope, connection));
            Uni<RowSet<Row>> answer = sent(connection.preparedQuery(sql).execute(Tuple.from(args)));
            Uni<Void> committed = sent(commit(connection));
            return answer.call(() -> opened).call(() -> committed);
        });
    }

    private static Uni<Void> begin(Scope scope, SqlConnection connection) {
        return connection.query(ScopeSettings.begin(scope)).execute().replaceWithVoid();
    }

    private static Uni<Void> commit(SqlConnection connection) {
        return connection.query("COMMIT").execute().replaceWithVoid();
    }

    /** Sends now and remembers the answer; whoever needs the answer also meets its failure. */
    private static <T> Uni<T> sent(Uni<T> statement) {
        Uni<T> memoized = statement.memoize().indefinitely();
        memoized.subscribe().with(ignored -> {}, failure -> LOG.debug("A statement sent ahead failed", failure));
        return memoized;
    }

    private <T> Uni<T> onConnection(Function<SqlConnection, Uni<T>> work) {
        AtomicBoolean abandoned = new AtomicBoolean();
        return Uni.createFrom()
                .deferred(() -> pool.getConnection())
                .flatMap(connection -> abandoned.get() ? late(connection) : using(connection, work))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onTermination()
                .invoke(() -> abandoned.set(true))
                .onFailure()
                .transform(DatabaseFailures::translate);
    }

    private <T> Uni<T> using(SqlConnection connection, Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(connection))
                .onItem()
                .call(connection::close)
                .onFailure()
                .call(() -> giveBack(connection))
                .onCancellation()
                .call(() -> giveBack(connection));
    }

    private static <T> Uni<T> late(SqlConnection connection) {
        return connection.close().replaceWith(Uni.createFrom().nothing());
    }

    /**
     * Rolls back before the connection returns to the pool. The rollback queues behind whatever still runs; a
     * connection whose server does not answer stays out of the pool until it does, or until its socket dies. The caller
     * waits only a moment for it.
     */
    private Uni<Void> giveBack(SqlConnection connection) {
        Uni<Void> returned = sent(
                connection.query("ROLLBACK").execute().onItemOrFailure().transformToUni((r, f) -> connection.close()));
        return returned.ifNoItem().after(rollbackWait).recoverWithItem(() -> null);
    }
}
