package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.impl.SqlConnectionBase;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One transaction's way to the server. What is said in {@link #together} leaves in one write; whatever comes later, from
 * any thread, leaves behind it. After the last word nothing follows: the connection may serve another by then.
 */
final class Wire {

    private static final Logger LOG = Logger.getLogger(Wire.class);

    private final SqlConnection connection;
    private @Nullable SqlClient gathered;
    private boolean ended;

    Wire(SqlConnection connection) {
        this.connection = connection;
    }

    /** Holds everybody else back meanwhile, so that no statement of another thread overtakes the opening. */
    synchronized void together(Runnable statements) {
        Gathering gathering = Gathering.on(connection);
        if (gathering == null) {
            statements.run();
            return;
        }
        gathered = gathering.client();
        try {
            statements.run();
        } finally {
            gathered = null;
            gathering.send();
        }
    }

    /** A whole transaction at once: opening, statement and COMMIT in one write. */
    synchronized Exchange exchange(Opening opening, String sql, Tuple args) {
        ended = true;
        Gathering gathering = Gathering.atSocket(connection);
        var client = gathering == null ? connection.getDelegate() : gathering;
        Exchange exchange = new Exchange(
                client.query(opening.sql()).execute(),
                client.preparedQuery(sql).execute(args.getDelegate()),
                client.query("COMMIT").execute());
        if (gathering != null) {
            gathering.send();
        }
        return exchange;
    }

    /** The three answers, in the order in which they arrive. */
    record Exchange(Future<?> opened, Future<RowSet<Row>> answer, Future<?> committed) {}

    Uni<Void> begin(Opening opening) {
        return simple(opening.sql()).onFailure().transform(Opening::explain);
    }

    /** Looks and sends in one step, so that no statement slips in behind the end. */
    synchronized <R> Uni<R> statement(Function<SqlClient, Uni<R>> statement) {
        if (ended) {
            throw new IllegalStateException("The transaction has ended");
        }
        return sent(statement.apply(client()));
    }

    /** The last word is COMMIT, or ROLLBACK, or both when the first was not followed. */
    synchronized Uni<Void> last(String word) {
        ended = true;
        return simple(word);
    }

    /** Where it is called, since the pool's own way would wake the thread that took the connection. */
    void close() {
        Promise<Void> closed = Promise.promise();
        if (connection.getDelegate() instanceof SqlConnectionBase<?> base) {
            base.unwrap().close(base, closed);
        } else {
            connection.getDelegate().close().onComplete(closed);
        }
        closed.future().onFailure(failure -> LOG.debug("A connection was gone", failure));
    }

    private synchronized Uni<Void> simple(String sql) {
        return sent(client().query(sql).execute()).replaceWithVoid();
    }

    private SqlClient client() {
        return gathered != null ? gathered : connection;
    }

    /** Sends now and remembers the answer; whoever needs the answer also meets its failure. */
    private static <R> Uni<R> sent(Uni<R> statement) {
        Uni<R> memoized = statement.memoize().indefinitely();
        memoized.subscribe().with(ignored -> {}, failure -> LOG.debug("A statement sent ahead failed", failure));
        return memoized;
    }
}
