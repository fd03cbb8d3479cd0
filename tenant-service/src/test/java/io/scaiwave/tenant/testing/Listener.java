package io.scaiwave.tenant.testing;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** A NATS client that remembers what it hears, what it is refused, and whether it was cut. */
public final class Listener implements AutoCloseable {

    private final List<Message> heard = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<ConnectionListener.Events> events = new CopyOnWriteArrayList<>();
    private final Connection connection;
    private final Dispatcher dispatcher;

    private Listener(byte[] creds, String inboxPrefix) throws IOException, InterruptedException {
        connection = Nats.connect(Options.builder()
                .server(Installation.environment().get("SCAIWAVE_NATS_URL"))
                .authHandler(Nats.staticCredentials(creds))
                .inboxPrefix(inboxPrefix)
                .noReconnect()
                .connectionListener((source, event) -> events.add(event))
                .errorListener(new Refusals())
                .build());
        dispatcher = connection.createDispatcher(heard::add);
    }

    /** With the answer of {@code POST /v1/event-credentials}. */
    public static Listener with(Response credential) throws IOException, InterruptedException {
        String creds = credential.path("data.creds");
        return new Listener(creds.getBytes(StandardCharsets.UTF_8), credential.path("data.inbox_prefix") + ".");
    }

    public Listener on(String... subjects) throws TimeoutException, InterruptedException {
        for (String subject : subjects) {
            dispatcher.subscribe(subject);
        }
        return flushed();
    }

    public Listener inQueue(String subject, String queue) throws TimeoutException, InterruptedException {
        dispatcher.subscribe(subject, queue);
        return flushed();
    }

    public Listener flushed() throws TimeoutException, InterruptedException {
        connection.flush(Duration.ofSeconds(5));
        return this;
    }

    public Connection connection() {
        return connection;
    }

    public List<String> subjects() {
        return heard.stream().map(Message::getSubject).toList();
    }

    public List<String> texts() {
        return heard.stream()
                .map(message -> new String(message.getData(), StandardCharsets.UTF_8))
                .toList();
    }

    public List<String> refused() {
        return refused;
    }

    public boolean isCut() {
        return connection.getStatus() == Connection.Status.CLOSED;
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }

    private final class Refusals implements ErrorListener {
        @Override
        public void errorOccurred(Connection conn, String error) {
            refused.add(error);
        }

        @Override
        public void exceptionOccurred(Connection conn, Exception exp) {}

        @Override
        public void slowConsumerDetected(Connection conn, Consumer consumer) {}
    }
}
