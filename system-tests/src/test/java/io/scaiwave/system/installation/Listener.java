package io.scaiwave.system.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A NATS client with a tenant's credentials, that remembers all it hears and all it is refused. */
public final class Listener implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final List<Message> heard = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private Listener(String url, String creds) {
        try {
            Options options = Options.builder()
                    .server(url)
                    .authHandler(Nats.staticCredentials(creds.getBytes(StandardCharsets.UTF_8)))
                    .inboxPrefix("_INBOX_listener.")
                    .connectionTimeout(Duration.ofSeconds(10))
                    .maxReconnects(-1)
                    .reconnectWait(Duration.ofMillis(200))
                    .errorListener(new io.nats.client.ErrorListener() {
                        @Override
                        public void errorOccurred(Connection conn, String error) {
                            errors.add(error);
                        }
                    })
                    .build();
            this.connection = Nats.connect(options);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Connects with credentials as {@code POST /v1/event-credentials} gives them. */
    public static Listener with(JsonNode credentials) {
        return new Listener(
                credentials.path("nats_url").asText(), credentials.path("creds").asText());
    }

    public static JsonNode credentials(TestTenant tenant, boolean durable) {
        return tenant.admin()
                .post("/v1/event-credentials", "{\"name\":\"listener\",\"durable\":" + durable + "}")
                .expect(201)
                .data();
    }

    public static Listener of(TestTenant tenant) {
        return with(credentials(tenant, false));
    }

    public Listener subscribe(String subject) {
        connection.createDispatcher(heard::add).subscribe(subject);
        return this;
    }

    public Listener subscribe(String subject, String queue) {
        connection.createDispatcher(heard::add).subscribe(subject, queue);
        return this;
    }

    /** Everything sent so far has been taken by the server, and refused if it had to be. */
    public Listener flush() {
        try {
            connection.flush(Duration.ofSeconds(5));
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connection() {
        return connection;
    }

    public List<Message> heard() {
        return heard;
    }

    public List<String> errors() {
        return errors;
    }

    public static JsonNode json(Message message) {
        try {
            return JSON.readTree(message.getData());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
