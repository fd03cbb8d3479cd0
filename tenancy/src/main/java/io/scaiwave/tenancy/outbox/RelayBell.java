package io.scaiwave.tenancy.outbox;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.OwnedTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Tells the relay of this process whose events wait; a ring that nobody hears is not needed, since the relay sweeps. */
@ApplicationScoped
public class RelayBell {

    private static final Consumer<Lane> NOBODY = lane -> {};
    private final AtomicReference<Consumer<Lane>> listener = new AtomicReference<>(NOBODY);

    /** This owner has committed an event. */
    public void ring(Scope scope) {
        ring(OwnedTable.of(scope, "outbox"));
    }

    void ring(OwnedTable outbox) {
        listener.get().accept(Lane.of(outbox));
    }

    void heardBy(Consumer<Lane> relay) {
        listener.set(relay);
    }
}
