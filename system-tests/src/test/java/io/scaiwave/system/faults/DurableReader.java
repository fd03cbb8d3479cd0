package io.scaiwave.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PullSubscribeOptions;
import io.scaiwave.system.installation.Listener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A subscriber as the documentation advises: takes from its durable consumer, drops what it has by event id. */
final class DurableReader implements AutoCloseable {

    private final Connection connection;
    private final JetStreamSubscription subscription;
    private final Set<String> seen = new HashSet<>();
    private final List<String> effects = new ArrayList<>();

    DurableReader(JsonNode credentials) throws Exception {
        connection = Nats.connect(Options.builder()
                .server(credentials.path("nats_url").asText())
                .authHandler(Nats.staticCredentials(
                        credentials.path("creds").asText().getBytes(StandardCharsets.UTF_8)))
                .inboxPrefix(credentials.path("inbox_prefix").asText("_INBOX."))
                .build());
        subscription = connection
                .jetStream()
                .subscribe(
                        null,
                        PullSubscribeOptions.fastBind(
                                credentials.path("stream").asText(),
                                credentials.path("consumer").asText()));
    }

    DurableReader read() {
        for (Message message : subscription.fetch(500, Duration.ofSeconds(1))) {
            JsonNode event = Listener.json(message);
            if (event.path("type").asText().equals("swp.room.message")
                    && seen.add(event.path("id").asText())) {
                effects.add(event.path("data").path("content").path("body").asText());
            }
            message.ack();
        }
        return this;
    }

    List<String> effects() {
        return effects;
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
