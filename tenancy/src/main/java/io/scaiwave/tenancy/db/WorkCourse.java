package io.scaiwave.tenancy.db;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction around work of several statements. */
final class WorkCourse<T> extends Course<T> {

    private final Function<Tx, Uni<T>> work;
    private volatile @Nullable PgTx tx;
    private volatile @Nullable Cancellable working;

    WorkCourse(Opening opening, Function<Tx, Uni<T>> work, Duration rollbackWait, UniEmitter<? super T> caller) {
        super(opening, rollbackWait, caller);
        this.work = work;
    }

    @Override
    void work(Wire wire) {
        PgTx opened = new PgTx(opening(), wire);
        tx = opened;
        Uni<Void> begun = wire.begin(opening());
        Cancellable running = Uni.createFrom()
                .deferred(() -> work.apply(opened))
                .plug(outcome -> behind(begun, outcome))
                .subscribe()
                .with(item -> worked(opened, item), failure -> end(opened, failure));
        working = running;
        if (hasCallerLeft()) {
            abandon();
        }
    }

    private void worked(PgTx opened, T item) {
        if (opened.hasFailed()) {
            end(opened, new IllegalStateException("A statement of the transaction failed, so it cannot commit"));
        } else if (mayEnd()) {
            opened.wire()
                    .last("COMMIT")
                    .subscribe()
                    .with(
                            done -> {
                                opened.committed();
                                succeeded(opened.wire(), item);
                            },
                            failure -> failed(opened.wire(), failure));
        }
    }

    private void end(PgTx opened, Throwable failure) {
        if (mayEnd()) {
            failed(opened.wire(), failure);
        }
    }

    /** Before the rollback is sent, no statement may follow it: first the door is shut, then the work is cancelled. */
    @Override
    void abandon() {
        PgTx opened = tx;
        if (opened == null) {
            return;
        }
        end(opened, new CancellationException("The caller has left"));
        Cancellable running = working;
        if (running != null) {
            running.cancel();
        }
    }
}
