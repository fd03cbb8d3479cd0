package io.scaiwave.bench;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment the sender has its 201 (the event is committed) to the moment a subscriber of the tenant holds the
 * event, at 500 sends a second spread over time.
 */
final class CommitToSubscriber implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int EVENTS = 1_500;
    private static final int PER_SECOND = 500;

    @Override
    public String question() {
        return "how long from commit to subscriber?";
    }

    @Override
    public List<Figure> run(Installation installation) throws Exception {
        JsonObject tenant = installation.tenant();
        Map<String, String> inTenant = Map.of("tenant_id", tenant.getString("id"));
        String admin = installation.bearer("bench-admin", "tenant_admin", inTenant);
        String user = installation.bearer("bench", "tenant_user", inTenant);
        String room = installation
                .call(
                        "POST",
                        installation.gateway().resolve("/v1/rooms"),
                        "Authorization",
                        user,
                        new JsonObject().put("room_type", "group").put("name", "Bench"))
                .getJsonObject("data")
                .getString("id");
        JsonObject credentials = installation
                .call(
                        "POST",
                        installation.gateway().resolve("/v1/event-credentials"),
                        "Authorization",
                        admin,
                        new JsonObject().put("name", "bench"))
                .getJsonObject("data");
        Map<String, Long> heard = new ConcurrentHashMap<>();
        try (Connection connection = Nats.connect(Options.builder()
                .server(credentials.getString("nats_url"))
                .authHandler(
                        Nats.staticCredentials(credentials.getString("creds").getBytes(StandardCharsets.UTF_8)))
                .build())) {
            connection
                    .createDispatcher(message -> heard.put(
                            new JsonObject(new String(message.getData(), StandardCharsets.UTF_8)).getString("id"),
                            System.nanoTime()))
                    .subscribe("swp.room.*.>");
            connection.flush(Duration.ofSeconds(2));
            URI send = installation.gateway().resolve("/v1/rooms/" + room + "/send");
            double[] p50 = new double[ROUNDS];
            double[] p99 = new double[ROUNDS];
            double[] rates = new double[ROUNDS];
            for (int round = -1; round < ROUNDS; round++) {
                Round measured = new Round(installation, send, user, heard);
                measured.run();
                if (round >= 0) {
                    p50[round] = measured.latencies().micros(0.5) / 1_000;
                    p99[round] = measured.latencies().micros(0.99) / 1_000;
                    rates[round] = measured.rate();
                }
            }
            return List.of(
                    Figure.of("commit to subscriber, p50", "ms", p50, ""),
                    Figure.of("commit to subscriber, p99", "ms", p99, "< 100"),
                    Figure.of("sends accepted per second", "/s", rates, ""));
        }
    }

    private static final class Round {

        private final Installation installation;
        private final URI send;
        private final String user;
        private final Map<String, Long> heard;
        private final Map<String, Long> committed = new ConcurrentHashMap<>();
        private double rate;

        Round(Installation installation, URI send, String user, Map<String, Long> heard) {
            this.installation = installation;
            this.send = send;
            this.user = user;
            this.heard = heard;
        }

        void run() throws InterruptedException {
            Semaphore inFlight = new Semaphore(32);
            long start = System.nanoTime();
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < EVENTS; i++) {
                    long due = start + i * (1_000_000_000L / PER_SECOND);
                    LockSupport.parkNanos(due - System.nanoTime());
                    inFlight.acquire();
                    senders.execute(() -> one(inFlight));
                }
            }
            rate = committed.size() / ((System.nanoTime() - start) / 1e9);
            long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!heard.keySet().containsAll(committed.keySet()) && System.nanoTime() < patience) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        private void one(Semaphore inFlight) {
            try {
                JsonObject content = new JsonObject().put("msgtype", "swp.text").put("body", "bench");
                String id = installation
                        .call("POST", send, "Authorization", user, new JsonObject().put("content", content))
                        .getJsonObject("data")
                        .getString("id");
                committed.put(id, System.nanoTime());
            } catch (Exception e) {
                throw new IllegalStateException("A measured send failed", e);
            } finally {
                inFlight.release();
            }
        }

        /** An event that was heard before its sender had the answer counts as zero. */
        Latencies latencies() {
            return new Latencies(committed.entrySet().stream()
                    .mapToLong(
                            event -> Math.max(0, heard.getOrDefault(event.getKey(), Long.MAX_VALUE) - event.getValue()))
                    .toArray());
        }

        double rate() {
            return rate;
        }
    }
}
