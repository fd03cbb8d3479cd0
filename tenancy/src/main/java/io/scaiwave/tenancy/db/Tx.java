package io.scaiwave.tenancy.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that already knows whose it is. Statements are prepared, sent in order, and may be sent without waiting
 * for the answer of the one before.
 *
 * <p>Arguments: UUIDs, strings, numbers, booleans, {@code OffsetDateTime}, {@code JsonObject}, {@code JsonArray},
 * {@code Buffer}, arrays of these, or null.
 */
@CheckReturnValue
public interface Tx {

    /** The scope the transaction was opened with. */
    Scope scope();

    /** The table in which the service itself keeps that kind of thing for the owner of this scope, such as its outbox. */
    OwnedTable owned(String kind);

    Uni<RowSet<Row>> query(String sql, @Nullable Object... args);

    /** All rows, mapped; for statements that bound their own result. */
    <T> Uni<List<T>> list(String sql, Function<Row, T> mapper, @Nullable Object... args);

    /** The first row, mapped. */
    <T> Uni<Optional<T>> first(String sql, Function<Row, T> mapper, @Nullable Object... args);

    /** Runs a change and gives the number of rows it touched. */
    Uni<Integer> update(String sql, @Nullable Object... args);

    Uni<Void> batch(String sql, List<Tuple> rows);

    /**
     * Lets a partner's or the platform's transaction also write rows of one tenant, which it must have seen within its
     * own scope before. A tenant's own transaction may only name itself.
     */
    Uni<Void> narrow(TenantId tenant);

    /** Runs something cheap once the commit is known to have succeeded; never on failure. */
    void afterCommit(Runnable action);
}
