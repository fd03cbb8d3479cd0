package io.scaiwave.tenancy.db;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.future.PromiseInternal;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlClientBase;
import io.vertx.sqlclient.impl.SqlConnectionBase;
import io.vertx.sqlclient.impl.command.CommandBase;
import io.vertx.sqlclient.impl.command.CompositeCommand;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are kept back until all of them leave in one write. The driver itself writes each statement on its
 * own, and each write is a system call for us and a wake-up for the server; that is most of what a scope costs.
 *
 * <p>The driver's own {@code group} does the same, but tells nobody when the connection is found closed.
 */
final class Gathering extends SqlClientBase {

    private final SqlConnectionBase<?> connection;
    private final ContextInternal context;
    private final CompositeCommand commands = new CompositeCommand();

    private Gathering(SqlConnectionBase<?> connection, ContextInternal context) {
        super(connection.driver());
        this.connection = connection;
        this.context = context;
    }

    /**
     * Answers arrive where the caller is. Null where the driver has no such way: statements then leave one by one, which
     * is slower and as right.
     */
    static @Nullable Gathering on(SqlConnection connection) {
        return on(connection, ContextInternal.current());
    }

    /** Answers arrive on the thread that reads them from the socket: whoever waits for several wakes nobody in between. */
    static @Nullable Gathering atSocket(SqlConnection connection) {
        return connection.getDelegate() instanceof SqlConnectionBase<?> base
                        && base.unwrap().unwrap() instanceof SocketConnectionBase socket
                ? on(connection, (ContextInternal) socket.context())
                : null;
    }

    private static @Nullable Gathering on(SqlConnection connection, @Nullable ContextInternal context) {
        return context != null && connection.getDelegate() instanceof SqlConnectionBase<?> base
                ? new Gathering(base, context)
                : null;
    }

    SqlClient client() {
        return SqlClient.newInstance(this);
    }

    /** Sends all; if they cannot be sent, each of them fails. */
    void send() {
        connection.schedule(context, commands).onFailure(cause -> commands.commands()
                .forEach(command -> command.fail(cause)));
    }

    @Override
    public <R> Future<R> schedule(ContextInternal caller, CommandBase<R> command) {
        return commands.add(caller, command);
    }

    @Override
    protected ContextInternal context() {
        return context;
    }

    @Override
    protected <T> PromiseInternal<T> promise() {
        return context.promise();
    }

    @Override
    protected <T> PromiseInternal<T> promise(Handler<AsyncResult<T>> handler) {
        return context.promise(handler);
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        throw new UnsupportedOperationException("The connection is closed where it was taken");
    }

    @Override
    public Future<Void> close() {
        throw new UnsupportedOperationException("The connection is closed where it was taken");
    }
}
