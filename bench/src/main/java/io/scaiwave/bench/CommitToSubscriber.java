package io.scaiwave.bench;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From an event's transaction to the subscriber of its tenant, at 500 sends a second through the gateway. The clock
 * starts when the database begins the transaction that stores the event, as its outbox row says: earlier than its
 * commit, so no figure is better than the truth, and none is negative or counted as zero. It stops when the
 * subscriber's client hands over the message. Both clocks are this machine's.
 */
final class CommitToSubscriber implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int EVENTS = 1_500;
    private static final int PER_SECOND = 500;
    private static final int AT_ONCE = 128;

    @Override
    public String question() {
        return "how long from commit to subscriber?";
    }

    @Override
    public List<Figure> run(Installation installation) throws Exception {
        JsonObject tenant = installation.tenant();
        Map<String, String> inTenant = Map.of("tenant_id", tenant.getString("id"));
        String user = installation.bearer("bench", "tenant_user", inTenant);
        String room = installation.room(user);
        JsonObject credentials = installation.credentials(installation.bearer("bench-admin", "tenant_admin", inTenant));
        Map<String, Long> heard = new ConcurrentHashMap<>();
        try (Connection connection = connect(credentials);
                Commits commits = Commits.of(installation, tenant.getString("id"))) {
            connection
                    .createDispatcher(message -> heard.put(
                            new JsonObject(new String(message.getData(), StandardCharsets.UTF_8)).getString("id"),
                            Commits.nowMicros()))
                    .subscribe("swp.room.*.>");
            connection.flush(Duration.ofSeconds(2));
            URI send = installation.gateway().resolve("/v1/rooms/" + room + "/send");
            Series p50 = new Series();
            Series p99 = new Series();
            Series rate = new Series();
            Series answered = new Series();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Progress.say(
                        "round %d of %d: %d sends at %d/s", round + WARM_UP + 1, ROUNDS + WARM_UP, EVENTS, PER_SECOND);
                SendRound sent = new SendRound(installation, send, user, AT_ONCE);
                sent.run(EVENTS, PER_SECOND);
                Latencies latencies = commits.until(heard, sent.ids());
                if (round >= 0) {
                    p50.add(latencies.micros(0.5) / 1_000);
                    p99.add(latencies.micros(0.99) / 1_000);
                    rate.add(sent.rate());
                    answered.add(sent.latencies().micros(0.99) / 1_000);
                }
                heard.clear();
            }
            List<Figure> figures = new ArrayList<>();
            figures.add(p50.figure("start of the transaction to subscriber, p50", "ms", ""));
            figures.add(p99.figure("start of the transaction to subscriber, p99", "ms", "< 100"));
            figures.add(rate.figure("sends accepted per second, of " + PER_SECOND + " asked", "/s", ""));
            figures.add(answered.figure("send to its answer through the gateway, p99", "ms", ""));
            return figures;
        }
    }

    private static Connection connect(JsonObject credentials) throws Exception {
        return Nats.connect(Options.builder()
                .server(credentials.getString("nats_url"))
                .authHandler(
                        Nats.staticCredentials(credentials.getString("creds").getBytes(StandardCharsets.UTF_8)))
                .build());
    }
}
