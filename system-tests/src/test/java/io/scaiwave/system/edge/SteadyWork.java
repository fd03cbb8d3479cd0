package io.scaiwave.system.edge;

import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Api;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who posts at a steady rate and remembers what was served, what was refused, and when. */
final class SteadyWork implements AutoCloseable {

    private static final int MOST_IN_FLIGHT = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api user;
    private final String room;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger refusedInARow = new AtomicInteger();
    private final Collection<Served> served = new ConcurrentLinkedQueue<>();
    private final Collection<String> others = new ConcurrentLinkedQueue<>();

    private record Served(String text, long begun) {}

    SteadyWork(Api user, String room, int perSecond) {
        this.user = user;
        this.room = room;
        pace.scheduleAtFixedRate(this::launch, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    private void launch() {
        if (inFlight.tryAcquire()) {
            senders.execute(this::send);
        }
    }

    private void send() {
        String text = "message " + tried.incrementAndGet();
        long begun = System.nanoTime();
        try {
            Api.Answer answer = user.post(
                    "/v1/rooms/" + room + "/send",
                    "{\"content\":{\"msgtype\":\"swp.text\",\"body\":\"" + text + "\"}}");
            if (answer.status() == 201) {
                served.add(new Served(text, begun));
                refusedInARow.set(0);
            } else if (answer.status() == 403 && answer.code().equals("SW_TENANT_SUSPENDED")) {
                refused.incrementAndGet();
                refusedInARow.incrementAndGet();
            } else {
                others.add(answer.status() + " " + answer.body());
            }
        } catch (RuntimeException e) {
            others.add(e.toString());
        } finally {
            inFlight.release();
        }
    }

    /** Until so many have been served. */
    void answered(int count) {
        await().atMost(PATIENCE).until(() -> served.size() >= count);
    }

    void refusedInARow(int count) {
        await().atMost(PATIENCE).until(() -> refusedInARow.get() >= count);
    }

    List<String> served() {
        return served.stream().map(Served::text).toList();
    }

    int refused() {
        return refused.get();
    }

    /** What was neither served nor refused as it should be. */
    List<String> others() {
        return List.copyOf(others);
    }

    /** How long after the moment the last request began that was served. */
    Duration lastServedAfter(long moment) {
        return served.stream()
                .map(answer -> Duration.ofNanos(Math.max(0, answer.begun() - moment)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        pace.shutdownNow();
        senders.shutdown();
        if (!senders.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Senders did not end");
        }
    }
}
