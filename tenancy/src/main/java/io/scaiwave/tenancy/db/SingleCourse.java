package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of one statement: all of it is sent at once, so there is nothing to abandon once it runs. Its three
 * answers are put together where the socket is read; only the outcome goes to the caller's thread, so a transaction
 * wakes no thread more than a bare statement does.
 */
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
        ContextInternal caller = ContextInternal.current();
        Wire.Exchange exchange = wire.exchange(opening(), sql, args);
        if (heard == Heard.AT_ONCE) {
            exchange.answer().onSuccess(rows -> {
                if (exchange.opened().succeeded()) {
                    answer(caller, rows);
                }
            });
        }
        Future.join(exchange.opened(), exchange.answer(), exchange.committed()).onComplete(all -> {
            if (all.succeeded()) {
                wire.close();
                if (heard == Heard.ONCE_COMMITTED) {
                    answer(caller, exchange.answer().result());
                }
            } else {
                failed(wire, cause(exchange));
            }
        });
    }

    /** What came of a transaction that was not opened says nothing: the opening's own failure comes first. */
    private static Throwable cause(Wire.Exchange exchange) {
        if (exchange.opened().failed()) {
            return Opening.explain(exchange.opened().cause());
        }
        return exchange.answer().failed()
                ? exchange.answer().cause()
                : exchange.committed().cause();
    }

    private void answer(@Nullable ContextInternal caller, io.vertx.sqlclient.RowSet<io.vertx.sqlclient.Row> rows) {
        RowSet<Row> answer = RowSet.newInstance(rows, Row.__TYPE_ARG);
        if (caller == null) {
            answer(answer);
        } else {
            caller.emit(answer, this::answer);
        }
    }

    @Override
    void abandon() {}
}
