package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Scope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A transaction of one statement: all of it is sent at once, so there is nothing to abandon once it runs. */
final class SingleCourse extends Course<RowSet<Row>> {

    private final String sql;
    private final @Nullable Object[] args;

    SingleCourse(
            Scope scope,
            String sql,
            @Nullable Object[] args,
            Duration rollbackWait,
            UniEmitter<? super RowSet<Row>> caller) {
        super(scope, rollbackWait, caller);
        this.sql = sql;
        this.args = args;
    }

    @Override
    void work(SqlConnection connection) {
        Uni<Void> opened = begin(connection);
        Uni<RowSet<Row>> answer = sent(connection.preparedQuery(sql).execute(Tuple.from(args)));
        Uni<Void> committed = commit(connection);
        answer.call(() -> opened)
                .call(() -> committed)
                .subscribe()
                .with(rows -> succeeded(connection, rows), failure -> failed(connection, failure));
    }

    @Override
    void abandon() {}
}
