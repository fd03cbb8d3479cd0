package io.scaiwave.cli.http;

import io.scaiwave.cli.CliFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again, for what others need a moment to do; at most for so long. */
public record Patience(Duration most) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The first look that is enough, else the last one. */
    public <T> T until(Supplier<T> look, Predicate<T> enough) {
        long end = System.nanoTime() + most.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            T seen = look.get();
            if (enough.test(seen) || System.nanoTime() >= end) {
                return seen;
            }
            try {
                var unused = never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CliFailure("interrupted");
            }
        }
    }
}
