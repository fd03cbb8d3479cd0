package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Scope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * One transaction from the wait for a connection to its return. It runs apart from its caller's subscription: a caller
 * that leaves or is timed out moves the state, and exactly one of the paths below ends the transaction and gives the
 * connection back.
 *
 * <p>The opening message (BEGIN and the scope) is sent without waiting for its answer, so that it shares a round trip
 * with the first statement. That is safe in every order of events: if the opening fails, the statement runs without a
 * scope, where row-level security shows no row and admits none, and its result is thrown away.
 */
abstract sealed class Course<T> permits WorkCourse, SingleCourse {

    private static final Logger LOG = Logger.getLogger(Course.class);

    private enum State {
        WAITING,
        WORKING,
        ENDING
    }

    private final Scope scope;
    private final Duration rollbackWait;
    private final UniEmitter<? super T> caller;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile boolean left;

    Course(Scope scope, Duration rollbackWait, UniEmitter<? super T> caller) {
        this.scope = scope;
        this.rollbackWait = rollbackWait;
        this.caller = caller;
    }

    final void start(Pool pool) {
        caller.onTermination(this::callerLeft);
        pool.getConnection().subscribe().with(this::connected, caller::fail);
    }

    private void connected(SqlConnection connection) {
        if (!state.compareAndSet(State.WAITING, State.WORKING)) {
            close(connection);
            return;
        }
        try {
            work(connection);
        } catch (RuntimeException e) {
            if (mayEnd()) {
                failed(connection, e);
            }
        }
    }

    private void callerLeft() {
        left = true;
        if (!state.compareAndSet(State.WAITING, State.ENDING)) {
            abandon();
        }
    }

    abstract void work(SqlConnection connection);

    /** The caller is gone, or has its answer. */
    abstract void abandon();

    /** True for the one path that may end the transaction. */
    final boolean mayEnd() {
        return state.compareAndSet(State.WORKING, State.ENDING);
    }

    final boolean hasCallerLeft() {
        return left;
    }

    final Scope scope() {
        return scope;
    }

    final Uni<Void> begin(SqlConnection connection) {
        return sent(connection.query(ScopeSettings.begin(scope)).execute().replaceWithVoid());
    }

    static Uni<Void> commit(SqlConnection connection) {
        return sent(connection.query("COMMIT").execute().replaceWithVoid());
    }

    /** Sends now and remembers the answer; whoever needs the answer also meets its failure. */
    static <R> Uni<R> sent(Uni<R> statement) {
        Uni<R> memoized = statement.memoize().indefinitely();
        memoized.subscribe().with(ignored -> {}, failure -> LOG.debug("A statement sent ahead failed", failure));
        return memoized;
    }

    final void succeeded(SqlConnection connection, T item) {
        close(connection);
        caller.complete(item);
    }

    /**
     * Rolls back before the connection returns to the pool. The rollback queues behind whatever still runs; a
     * connection whose server does not answer stays out of the pool until it does, or until its socket dies. The caller
     * waits only a moment for it.
     */
    final void failed(SqlConnection connection, Throwable failure) {
        Uni<Void> rolledBack = sent(connection.query("ROLLBACK").execute().replaceWithVoid());
        rolledBack.subscribe().with(done -> close(connection), broken -> close(connection));
        rolledBack
                .ifNoItem()
                .after(rollbackWait)
                .fail()
                .subscribe()
                .with(done -> caller.fail(failure), late -> caller.fail(failure));
    }

    private static void close(SqlConnection connection) {
        connection.close().subscribe().with(done -> {}, failure -> LOG.debug("A connection was gone", failure));
    }
}
