package io.scaiwave.tenancy.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.scaiwave.tenancy.context.PlatformContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * The door of the outbox relay and the reconciler: a second role, with rights on outbox and inbox tables only, that
 * sees the rows of every owner there.
 */
@ApplicationScoped
@CheckReturnValue
public class RelayDb {

    private static final PlatformContext RELAY = new PlatformContext("relay");

    private final ScopedTransactions transactions;

    public RelayDb(@ReactiveDataSource("relay") Pool pool, DatabaseConfig config) {
        this.transactions = new ScopedTransactions(pool, config);
    }

    public <T> Uni<T> inTransaction(Function<Tx, Uni<T>> work) {
        return transactions.run(new Opening(RELAY, Place.HOME, Opening.Intent.WRITE), work);
    }
}
