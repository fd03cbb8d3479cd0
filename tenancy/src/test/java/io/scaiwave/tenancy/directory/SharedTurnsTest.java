package io.scaiwave.tenancy.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(1);

    private final BlockingQueue<Runnable> begun = new LinkedBlockingQueue<>();

    /** Work that is over when the test says so. */
    private Uni<Void> work() {
        return Uni.createFrom().emitter(turn -> begun.add(() -> turn.complete(null)));
    }

    private Runnable next() throws InterruptedException {
        Runnable turn = begun.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(turn).as("a turn begins").isNotNull();
        return turn;
    }

    @Test
    void whoAsksDuringATurnSharesTheOneAfterIt() throws InterruptedException {
        SharedTurns turns = new SharedTurns(this::work, SOON);
        CompletableFuture<Void> first = turns.ask();
        Runnable one = next();

        List<CompletableFuture<Void>> meanwhile =
                IntStream.range(0, 1_000).mapToObj(i -> turns.ask()).toList();
        one.run();

        assertThat(first).succeedsWithin(PATIENCE);
        Runnable two = next();
        assertThat(meanwhile).noneMatch(CompletableFuture::isDone);
        two.run();
        assertThat(meanwhile).allSatisfy(asked -> assertThat(asked).succeedsWithin(PATIENCE));
        assertThat(begun).isEmpty();
    }

    @Test
    void whoGivesUpTakesNobodysTurn() throws InterruptedException {
        SharedTurns turns = new SharedTurns(this::work, SOON);
        CompletableFuture<Void> impatient = turns.ask();
        Runnable one = next();
        CompletableFuture<Void> patient = turns.ask();

        impatient.cancel(true);
        turns.ask().cancel(true);
        one.run();
        next().run();

        assertThat(patient).succeedsWithin(PATIENCE);
    }

    @Test
    void aTurnThatFailsIsOverLikeAnyOther() {
        AtomicInteger failed = new AtomicInteger();
        SharedTurns turns = new SharedTurns(
                () -> {
                    if (failed.getAndIncrement() % 2 == 0) {
                        throw new IllegalStateException("before it began");
                    }
                    return Uni.createFrom().failure(new IllegalStateException("while it lasted"));
                },
                SOON);

        for (int i = 0; i < 4; i++) {
            assertThat(turns.ask()).succeedsWithin(PATIENCE);
        }

        assertThat(failed).hasValue(4);
    }

    @Test
    void turnsNeverOverlapAndKeepTheirDistanceHoweverManyAsk() {
        Duration apart = Duration.ofMillis(20);
        List<Long> starts = new CopyOnWriteArrayList<>();
        AtomicInteger busy = new AtomicInteger();
        List<Integer> met = new CopyOnWriteArrayList<>();
        SharedTurns turns = new SharedTurns(
                () -> {
                    starts.add(System.nanoTime());
                    met.add(busy.getAndIncrement());
                    return Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(Duration.ofMillis(2))
                            .invoke(busy::decrementAndGet);
                },
                apart);

        long before = System.nanoTime();
        try (ExecutorService askers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                askers.execute(
                        () -> IntStream.range(0, 5).forEach(turn -> turns.ask().join()));
            }
        }

        assertThat(met).hasSizeGreaterThanOrEqualTo(5).containsOnly(0);
        assertThat(Duration.ofNanos(starts.getLast() - before))
                .isGreaterThanOrEqualTo(apart.multipliedBy(starts.size() - 1L));
    }
}
