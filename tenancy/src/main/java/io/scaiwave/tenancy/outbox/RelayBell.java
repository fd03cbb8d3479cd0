package io.scaiwave.tenancy.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** Wakes the relay of this process; a ring that nobody hears yet is not needed, since the relay sweeps as well. */
@ApplicationScoped
public class RelayBell {

    private static final Runnable NOBODY = () -> {};
    private final AtomicReference<Runnable> listener = new AtomicReference<>(NOBODY);

    public void ring() {
        listener.get().run();
    }

    void heardBy(Runnable relay) {
        listener.set(relay);
    }
}
