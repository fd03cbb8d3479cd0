package io.scaiwave.tenancy.outbox;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.TenantDatabases;
import io.scaiwave.tenancy.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tells the relay of this process whose events wait; a ring that nobody hears is not needed, since the relay sweeps. */
@ApplicationScoped
public class RelayBell {

    private static final Consumer<Lane> NOBODY = lane -> {};
    private final AtomicReference<Consumer<Lane>> listener = new AtomicReference<>(NOBODY);
    private final Predicate<TenantId> hasDatabase;

    @Inject
    RelayBell(TenantDatabases databases) {
        this(databases::knows);
    }

    RelayBell(Predicate<TenantId> hasDatabase) {
        this.hasDatabase = hasDatabase;
    }

    /** This owner has committed an event, just now and by this process. */
    public void ring(Scope scope) {
        Optional<TenantId> database = scope instanceof TenantContext tenant
                ? Optional.of(tenant.tenantId()).filter(hasDatabase)
                : Optional.empty();
        ring(database, OwnedTable.of(scope, "outbox"));
    }

    /** @param database the tenant whose own database the event was committed in; empty for the service's home */
    void ring(Optional<TenantId> database, OwnedTable outbox) {
        listener.get().accept(Lane.of(database, outbox));
    }

    void heardBy(Consumer<Lane> relay) {
        listener.set(relay);
    }
}
