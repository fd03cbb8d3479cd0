package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/** A transaction of one statement: all of it is sent at once, so there is nothing to abandon once it runs. */
final class SingleCourse extends Course<RowSet<Row>> {

    /** When the caller hears the answer. */
    enum Heard {
        /** A read is as true before its COMMIT as after it. */
        AT_ONCE,
        ONCE_COMMITTED
    }

    private final Heard heard;
    private final String sql;
    private final Tuple args;

    SingleCourse(
            Opening opening,
            Heard heard,
            String sql,
            Tuple args,
            Duration rollbackWait,
            UniEmitter<? super RowSet<Row>> caller) {
        super(opening, rollbackWait, caller);
        this.heard = heard;
        this.sql = sql;
        this.args = args;
    }

    @Override
    void work(Wire wire) {
        Uni<Void> opened = wire.begin(opening());
        Uni<RowSet<Row>> answer =
                wire.statement(client -> client.preparedQuery(sql).execute(args));
        Uni<Void> committed = wire.last("COMMIT");
        behind(opened, answer)
                .invoke(this::heardAtOnce)
                .call(() -> committed)
                .subscribe()
                .with(rows -> succeeded(wire, rows), failure -> failed(wire, failure));
    }

    private void heardAtOnce(RowSet<Row> rows) {
        if (heard == Heard.AT_ONCE) {
            answer(rows);
        }
    }

    @Override
    void abandon() {}
}
