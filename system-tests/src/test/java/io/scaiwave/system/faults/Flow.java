package io.scaiwave.system.faults;

import io.scaiwave.system.installation.Api;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends numbered messages at a steady rate and remembers which were accepted; a send that failed is not repeated. */
final class Flow {

    private static final int MOST_IN_FLIGHT = 64;

    private final Api user;
    private final String room;
    private final long periodNanos;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicInteger tried = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();

    Flow(Api user, String room, int perSecond) {
        this.user = user;
        this.room = room;
        this.periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    void runFor(Duration duration) throws InterruptedException {
        try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            pace.scheduleAtFixedRate(this::launch, 0, periodNanos, TimeUnit.NANOSECONDS);
            pace.schedule(pace::shutdownNow, duration.toMillis(), TimeUnit.MILLISECONDS);
            pace.awaitTermination(duration.toMillis() + 5_000, TimeUnit.MILLISECONDS);
        }
    }

    private void launch() {
        if (inFlight.tryAcquire()) {
            senders.execute(this::send);
        }
    }

    private void send() {
        String text = "message " + tried.incrementAndGet();
        try {
            Api.Answer answer = user.post(
                    "/v1/rooms/" + room + "/send",
                    "{\"event_uuid\":\"" + UUID.randomUUID() + "\",\"content\":{\"msgtype\":\"swp.text\",\"body\":\""
                            + text + "\"}}");
            if (answer.status() == 201) {
                accepted.add(text);
            }
        } catch (java.io.UncheckedIOException e) {
            // Neither accepted nor refused: the message may or may not be in the room.
        } finally {
            inFlight.release();
        }
    }

    void end() throws InterruptedException {
        senders.shutdown();
        if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Senders did not end");
        }
    }

    int tried() {
        return tried.get();
    }

    List<String> accepted() {
        return List.copyOf(accepted);
    }
}
