package io.scaiwave.tenancy.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.context.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one entry to a service's data. Every transaction names its scope, sets it before its first statement and within
 * the transaction only, and ends before its connection returns to the pool.
 */
@ApplicationScoped
@CheckReturnValue
public class TenantDb {

    private final ScopedTransactions transactions;

    public TenantDb(Pool pool, DatabaseConfig config) {
        this.transactions = new ScopedTransactions(pool, config);
    }

    /**
     * Runs work in a transaction of the scope; commits when the work's item arrives, rolls back on failure,
     * cancellation and after the transaction timeout.
     *
     * <p>Fails with {@code SW_DEPENDENCY_DOWN} when no connection can be had or the database does not answer in time.
     */
    public <T> Uni<T> inTransaction(Scope scope, Function<Tx, Uni<T>> work) {
        return transactions.run(scope, work);
    }

    /** One statement in a transaction of its own: scope, statement and commit leave in one write. */
    public Uni<RowSet<Row>> read(Scope scope, String sql, @Nullable Object... args) {
        return transactions.single(scope, SingleCourse.Heard.AT_ONCE, sql, args);
    }

    /**
     * One statement that changes something, in the same single write: what it locks stays locked for one commit and no
     * longer. The item arrives after the commit.
     */
    public Uni<RowSet<Row>> write(Scope scope, String sql, @Nullable Object... args) {
        return transactions.single(scope, SingleCourse.Heard.ONCE_COMMITTED, sql, args);
    }
}
