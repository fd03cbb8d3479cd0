package io.scaiwave.tenant.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** Tells the worker that a partner has changed. */
@ApplicationScoped
class CascadeSignal {

    private final AtomicReference<Runnable> worker = new AtomicReference<>(() -> {});

    void worker(Runnable run) {
        worker.set(run);
    }

    void wake() {
        worker.get().run();
    }
}
