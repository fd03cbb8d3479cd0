package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens transactions on one pool. Whatever becomes of the caller, each connection taken is given back clean. */
final class ScopedTransactions {

    private final Pool pool;
    private final Duration timeout;
    private final Duration rollbackWait;
    private final ScheduledExecutorService deadlines;

    ScopedTransactions(Pool pool, DatabaseConfig config) {
        this(pool, config.transactionTimeout(), config.rollbackWait(), deadlines());
    }

    private ScopedTransactions(Pool pool, Duration timeout, Duration rollbackWait, ScheduledExecutorService deadlines) {
        this.pool = pool;
        this.timeout = timeout;
        this.rollbackWait = rollbackWait;
        this.deadlines = deadlines;
    }

    /** The same on another pool. */
    ScopedTransactions on(Pool other) {
        return new ScopedTransactions(other, timeout, rollbackWait, deadlines);
    }

    <T> Uni<T> run(Opening opening, Function<Tx, Uni<T>> work) {
        return answered(opening, caller -> new WorkCourse<>(opening, work, rollbackWait, caller).start(pool));
    }

    Uni<RowSet<Row>> single(Opening opening, SingleCourse.Heard heard, String sql, @Nullable Object... args) {
        return answered(opening, caller -> new SingleCourse(opening, heard, sql, Tuple.from(args), rollbackWait, caller)
                .start(pool));
    }

    private <T> Uni<T> answered(Opening opening, Consumer<UniEmitter<? super T>> course) {
        return Uni.createFrom()
                .emitter(course)
                .ifNoItem()
                .after(timeout)
                .on(clock())
                .fail()
                .onFailure()
                .transform(failure -> DatabaseFailures.translate(opening.place(), failure));
    }

    /** The caller's own event loop, where it has one: a deadline that is set and met there wakes no other thread. */
    private ScheduledExecutorService clock() {
        ContextInternal caller = ContextInternal.current();
        return caller != null && caller.inThread() && caller.isEventLoopContext() ? caller.nettyEventLoop() : deadlines;
    }

    /** Forgets a deadline that was met at once: by the default timers each would be kept until its time has come. */
    private static ScheduledExecutorService deadlines() {
        var timer = new ScheduledThreadPoolExecutor(1, task -> Thread.ofPlatform()
                .daemon()
                .name("transaction-deadlines")
                .unstarted(task));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
