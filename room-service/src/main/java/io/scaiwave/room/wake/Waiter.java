package io.scaiwave.room.wake;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One reader's bell. A ring between two waits is kept, so a reader that looks before it waits misses nothing. */
public final class Waiter implements AutoCloseable {

    private final Consumer<Waiter> leave;
    private volatile CompletableFuture<Boolean> bell = new CompletableFuture<>();
    /** Null until the reader has said what it cares for: until then everything of its tenant rings. */
    private volatile @Nullable Set<String> interests;

    Waiter(Consumer<Waiter> leave) {
        this.leave = leave;
    }

    /** Forgets what rang so far; to be called before looking, never after. */
    public void reset() {
        bell = new CompletableFuture<>();
    }

    public void careFor(Set<String> keys) {
        interests = Set.copyOf(keys);
    }

    /** True as soon as it rings, false when the time is over. */
    public Uni<Boolean> rings(Duration within) {
        CompletableFuture<Boolean> current = bell;
        return Uni.createFrom()
                .completionStage(current)
                .ifNoItem()
                .after(within)
                .recoverWithItem(false);
    }

    void ring(String key) {
        Set<String> wanted = interests;
        if (wanted == null || wanted.contains(key)) {
            ring();
        }
    }

    void ring() {
        bell.complete(true);
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
