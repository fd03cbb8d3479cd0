package io.scaiwave.tenancy.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door of the outbox relay and the reconciler: a second role, with rights on outbox and inbox tables only, that
 * sees the rows of every owner there. Tenants with databases of their own have outboxes there too.
 */
@ApplicationScoped
@CheckReturnValue
public class RelayDb {

    private static final Opening OPENING = new Opening(new PlatformContext("relay"), Place.HOME, Opening.Intent.WRITE);

    private final ScopedTransactions home;
    private final @Nullable RelayDatabases databases;

    @Inject
    RelayDb(@ReactiveDataSource("relay") Pool pool, DatabaseConfig config, @Nullable RelayDatabases databases) {
        this.home = new ScopedTransactions(pool, config);
        this.databases = databases;
    }

    /** For a service none of whose tenants has a database to itself. */
    public RelayDb(Pool pool, DatabaseConfig config) {
        this(pool, config, null);
    }

    public <T> Uni<T> inTransaction(Function<Tx, Uni<T>> work) {
        return home.run(OPENING, work);
    }

    /** In that tenant's own database, or at home. */
    public <T> Uni<T> inTransaction(Optional<TenantId> database, Function<Tx, Uni<T>> work) {
        return database.isEmpty()
                ? inTransaction(work)
                : own().run(OPENING, database.get(), on -> on.run(OPENING, work));
    }

    /** The tenants that have databases of their own, a page of them. */
    public Uni<List<TenantId>> databases(Optional<TenantId> after, int most) {
        return own().list(OPENING, after, most);
    }

    private RelayDatabases own() {
        if (databases == null) {
            throw new IllegalStateException("Nobody here has a database to itself");
        }
        return databases;
    }
}
