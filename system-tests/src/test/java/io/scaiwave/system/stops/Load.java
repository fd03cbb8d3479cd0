package io.scaiwave.system.stops;

import io.scaiwave.system.installation.Api;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends messages at a steady rate until it is closed, and keeps what became of each. Nothing is sent twice. */
final class Load implements AutoCloseable {

    private static final int MOST_IN_FLIGHT = 64;

    private final Api user;
    private final String room;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicInteger sent = new AtomicInteger();
    private final ConcurrentLinkedQueue<Answered> answered = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();

    record Answered(String text, Api.Answer answer) {}

    Load(Api user, String room) {
        this.user = user;
        this.room = room;
    }

    Load start(int perSecond) {
        pace.scheduleAtFixedRate(this::launch, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
        return this;
    }

    private void launch() {
        if (inFlight.tryAcquire()) {
            senders.execute(this::send);
        }
    }

    private void send() {
        String text = "message " + sent.incrementAndGet();
        try {
            answered.add(new Answered(
                    text,
                    user.post(
                            "/v1/rooms/" + room + "/send",
                            "{\"event_uuid\":\"" + UUID.randomUUID()
                                    + "\",\"content\":{\"msgtype\":\"swp.text\",\"body\":\"" + text + "\"}}")));
        } catch (UncheckedIOException e) {
            failed.add(String.valueOf(e.getCause()));
        } finally {
            inFlight.release();
        }
    }

    /** No more is sent; returns when all that was sent has come to its end. */
    @Override
    public void close() throws InterruptedException {
        pace.shutdownNow();
        if (!pace.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The load does not stop");
        }
        senders.shutdown();
        if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Some requests have no end");
        }
    }

    List<Answered> answered() {
        return List.copyOf(answered);
    }

    List<Answered> answered(int status) {
        return answered.stream().filter(one -> one.answer().status() == status).toList();
    }

    List<String> accepted() {
        return answered(201).stream().map(Answered::text).toList();
    }

    /** Requests without any answer, by what the client met. */
    List<String> failed() {
        return List.copyOf(failed);
    }
}
