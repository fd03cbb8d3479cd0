package io.scaiwave.tenancy.directory;

import com.google.errorprone.annotations.CheckReturnValue;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done one at a time and not too often. Who asks while it is being done gets the next turn, together with
 * all who ask until that begins: any number of askers cause a bounded amount of work, and each gets a turn that began
 * after it had asked.
 */
@CheckReturnValue
final class SharedTurns {

    private final Supplier<Uni<? extends Void>> work;
    private final Duration apart;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private @Nullable CompletableFuture<Void> next;
    private long begunAt;

    SharedTurns(Supplier<Uni<? extends Void>> work, Duration apart) {
        this.work = work;
        this.apart = apart;
        this.begunAt = System.nanoTime() - apart.toNanos();
    }

    /** Complete when the turn is over, however it ended. */
    synchronized CompletableFuture<Void> ask() {
        if (next != null) {
            return next.copy();
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        next = turn;
        Uni.createFrom()
                .completionStage(running.copy())
                .chain(this::pause)
                .subscribe()
                .with(rested -> begin(turn), failure -> begin(turn));
        return turn.copy();
    }

    /** Timers know no time below a millisecond. */
    private synchronized Uni<Void> pause() {
        long rest = apart.minusNanos(System.nanoTime() - begunAt).toMillis() + 1;
        Uni<Void> now = Uni.createFrom().voidItem();
        return rest > 0 ? now.onItem().delayIt().by(Duration.ofMillis(rest)) : now;
    }

    private synchronized void begin(CompletableFuture<Void> turn) {
        next = null;
        running = turn;
        begunAt = System.nanoTime();
        Uni.createFrom().deferred(work).subscribe().with(done -> turn.complete(null), failure -> turn.complete(null));
    }
}
