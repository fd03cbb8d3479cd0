package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.id.OperationId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells this replica's worker that there is work, and this replica's watchers that an operation moved. Only a hint:
 * both look for themselves from time to time, so a lost one costs a moment and nothing else.
 */
@ApplicationScoped
public class OperationSignals {

    private final AtomicReference<Runnable> worker = new AtomicReference<>(() -> {});
    private final BroadcastProcessor<OperationId> moves = BroadcastProcessor.create();

    void worker(Runnable wake) {
        worker.set(wake);
    }

    void wake() {
        worker.get().run();
    }

    void moved(OperationId id) {
        moves.onNext(id);
    }

    Multi<OperationId> moves() {
        return moves.onOverflow().drop();
    }
}
