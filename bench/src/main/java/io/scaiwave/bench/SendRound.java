package io.scaiwave.bench;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Sends spread evenly over time, whatever their answers take, up to a bound in flight. */
final class SendRound {

    private final Installation installation;
    private final URI address;
    private final String bearer;
    private final Semaphore inFlight;
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private volatile double rate;

    SendRound(Installation installation, URI address, String bearer, int atOnce) {
        this.installation = installation;
        this.address = address;
        this.bearer = bearer;
        this.inFlight = new Semaphore(atOnce);
    }

    void run(int events, int perSecond) throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < events; i++) {
                long due = start + i * (1_000_000_000L / perSecond);
                LockSupport.parkNanos(due - System.nanoTime());
                inFlight.acquire();
                senders.execute(this::one);
            }
        }
        rate = answered.size() / ((System.nanoTime() - start) / 1e9);
    }

    private void one() {
        long start = System.nanoTime();
        try {
            JsonObject content = new JsonObject().put("msgtype", "swp.text").put("body", "bench");
            String id = installation
                    .call("POST", address, "Authorization", bearer, new JsonObject().put("content", content))
                    .getJsonObject("data")
                    .getString("id");
            answered.put(id, System.nanoTime() - start);
        } catch (Exception e) {
            throw new IllegalStateException("A measured send failed", e);
        } finally {
            inFlight.release();
        }
    }

    Set<String> ids() {
        return answered.keySet();
    }

    double rate() {
        return rate;
    }

    Latencies latencies() {
        return new Latencies(
                answered.values().stream().mapToLong(Long::longValue).toArray());
    }
}
