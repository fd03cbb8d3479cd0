package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One transaction from the wait for a connection to its return. It runs apart from its caller's subscription: a caller
 * that leaves or is timed out moves the state, and exactly one of the paths below ends the transaction and gives the
 * connection back.
 *
 * <p>The opening message (BEGIN and the scope) is sent without waiting for its answer, in one write with the first
 * statement. That is safe in every order of events: if the opening fails, the statement runs in a failed transaction or
 * without a scope, where row-level security shows no row and admits none, and its result is thrown away.
 */
abstract sealed class Course<T> permits WorkCourse, SingleCourse {

    private enum State {
        WAITING,
        WORKING,
        ENDING
    }

    private final Opening opening;
    private final Duration rollbackWait;
    private final UniEmitter<? super T> caller;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile boolean left;

    Course(Opening opening, Duration rollbackWait, UniEmitter<? super T> caller) {
        this.opening = opening;
        this.rollbackWait = rollbackWait;
        this.caller = caller;
    }

    final void start(Pool pool) {
        caller.onTermination(this::callerLeft);
        pool.getDelegate()
                .getConnection()
                .onSuccess(connection -> connected(SqlConnection.newInstance(connection)))
                .onFailure(caller::fail);
    }

    private void connected(SqlConnection connection) {
        if (!state.compareAndSet(State.WAITING, State.WORKING)) {
            new Wire(connection).close();
            return;
        }
        Wire wire = new Wire(connection);
        try {
            wire.together(() -> work(wire));
        } catch (RuntimeException e) {
            if (mayEnd()) {
                failed(wire, e);
            }
        }
    }

    /** What came of a transaction that was not opened says nothing: the opening's own failure comes first. */
    static <R> Uni<R> behind(Uni<Void> opened, Uni<R> outcome) {
        return outcome.call(() -> opened)
                .onFailure()
                .recoverWithUni(failure -> opened.chain(() -> Uni.createFrom().failure(failure)));
    }

    private void callerLeft() {
        left = true;
        if (!state.compareAndSet(State.WAITING, State.ENDING)) {
            abandon();
        }
    }

    /** Says what can be said at once: it leaves in one write. */
    abstract void work(Wire wire);

    /** The caller is gone, or has its answer. */
    abstract void abandon();

    /** True for the one path that may end the transaction. */
    final boolean mayEnd() {
        return state.compareAndSet(State.WORKING, State.ENDING);
    }

    final boolean hasCallerLeft() {
        return left;
    }

    final Opening opening() {
        return opening;
    }

    final void succeeded(Wire wire, T item) {
        wire.close();
        answer(item);
    }

    /** Only the first answer is heard. */
    final void answer(T item) {
        caller.complete(item);
    }

    /**
     * Rolls back before the connection returns to the pool. The rollback queues behind whatever still runs; a
     * connection whose server does not answer stays out of the pool until it does, or until its socket dies. The caller
     * waits only a moment for it.
     */
    final void failed(Wire wire, Throwable failure) {
        Uni<Void> rolledBack = wire.last("ROLLBACK");
        rolledBack.subscribe().with(done -> wire.close(), broken -> wire.close());
        rolledBack
                .ifNoItem()
                .after(rollbackWait)
                .fail()
                .subscribe()
                .with(done -> caller.fail(failure), late -> caller.fail(failure));
    }
}
