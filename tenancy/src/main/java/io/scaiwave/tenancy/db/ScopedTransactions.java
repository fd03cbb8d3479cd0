package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Scope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens transactions on one pool. Whatever becomes of the caller, each connection taken is given back clean. */
final class ScopedTransactions {

    private final Pool pool;
    private final Duration timeout;
    private final Duration rollbackWait;

    ScopedTransactions(Pool pool, DatabaseConfig config) {
        this.pool = pool;
        this.timeout = config.transactionTimeout();
        this.rollbackWait = config.rollbackWait();
    }

    <T> Uni<T> run(Scope scope, Function<Tx, Uni<T>> work) {
        return answered(caller -> new WorkCourse<>(scope, work, rollbackWait, caller).start(pool));
    }

    Uni<RowSet<Row>> single(Scope scope, String sql, @Nullable Object... args) {
        return answered(caller -> new SingleCourse(scope, sql, args, rollbackWait, caller).start(pool));
    }

    private <T> Uni<T> answered(Consumer<UniEmitter<? super T>> course) {
        return Uni.createFrom()
                .emitter(course)
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(DatabaseFailures::translate);
    }
}
