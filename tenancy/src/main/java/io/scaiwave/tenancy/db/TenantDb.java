package io.scaiwave.tenancy.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.Opening.Intent;
import io.scaiwave.tenancy.db.SingleCourse.Heard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one entry to a service's data. Every transaction names its scope, sets it before its first statement and within
 * the transaction only, and ends before its connection returns to the pool.
 */
@ApplicationScoped
@CheckReturnValue
public class TenantDb {

    private final ScopedTransactions home;
    private final Places places;
    private final @Nullable TenantDatabases databases;
    private final HeldBack heldBack;

    @Inject
    TenantDb(Pool pool, DatabaseConfig config, Places places, @Nullable TenantDatabases databases) {
        this.home = new ScopedTransactions(pool, config);
        this.places = places;
        this.databases = databases;
        this.heldBack = new HeldBack(config);
    }

    /** For a service none of whose tenants has a database to itself. */
    public TenantDb(Pool pool, DatabaseConfig config, Places places) {
        this(pool, config, places, null);
    }

    /** For a service whose tenants do not move. */
    public TenantDb(Pool pool, DatabaseConfig config) {
        this(pool, config, Places.HOME, null);
    }

    /**
     * Runs work in a transaction of the scope; commits when the work's item arrives, rolls back on failure,
     * cancellation and after the transaction timeout.
     *
     * <p>Fails with {@code SW_DEPENDENCY_DOWN} when no connection can be had or the database does not answer in time.
     */
    public <T> Uni<T> inTransaction(Scope scope, Function<Tx, Uni<T>> work) {
        return placed(scope, Intent.WRITE, (on, opening) -> on.run(opening, work));
    }

    /** One statement in a transaction of its own: scope, statement and commit leave in one write. */
    public Uni<RowSet<Row>> read(Scope scope, String sql, @Nullable Object... args) {
        return placed(scope, Intent.READ, (on, opening) -> on.single(opening, Heard.AT_ONCE, sql, args));
    }

    /**
     * One statement that changes something, in the same single write: what it locks stays locked for one commit and no
     * longer. The item arrives after the commit.
     */
    public Uni<RowSet<Row>> write(Scope scope, String sql, @Nullable Object... args) {
        return placed(scope, Intent.WRITE, (on, opening) -> on.single(opening, Heard.ONCE_COMMITTED, sql, args));
    }

    /** Sends a transaction to the server that its place is on. */
    private interface Transaction<T> {
        Uni<T> open(ScopedTransactions on, Opening opening);
    }

    /** A fence that knows better where the rows are is followed once; one that is closed for a moment is waited for. */
    private <T> Uni<T> placed(Scope scope, Intent intent, Transaction<T> transaction) {
        Opening opening = new Opening(scope, places.of(scope), intent);
        return opening.isFenced()
                ? heldBack.until(() -> followed(new Opening(scope, places.of(scope), intent), transaction))
                : open(opening, transaction);
    }

    private <T> Uni<T> followed(Opening opening, Transaction<T> transaction) {
        return open(opening, transaction)
                .onFailure(ClosedPlaceException.class)
                .recoverWithUni(closed -> elsewhere(opening, (ClosedPlaceException) closed, transaction));
    }

    private <T> Uni<T> elsewhere(Opening closed, ClosedPlaceException why, Transaction<T> transaction) {
        Isolation level = why.level().orElse(closed.place().level());
        if (level == closed.place().level() || !(closed.scope() instanceof TenantContext tenant)) {
            return Uni.createFrom().failure(why);
        }
        return open(new Opening(tenant, places.moved(tenant, level), closed.intent()), transaction);
    }

    private <T> Uni<T> open(Opening opening, Transaction<T> transaction) {
        if (!(opening.place() instanceof Place.InDatabase)) {
            return transaction.open(home, opening);
        }
        if (databases == null || !(opening.scope() instanceof TenantContext tenant)) {
            throw new IllegalStateException("Nothing here has a database to itself: " + opening.scope());
        }
        return databases.run(tenant, own -> transaction.open(own, opening));
    }
}
