package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The streams' answers to what one connection publishes. A tenant's subscriber sees the reply subject of what it
 * receives; the client's own are counted on with every message of everybody, so ours are drawn by lot.
 */
final class Acks {

    private static final int TOKEN_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();
    private final Connection connection;
    private final String inbox;
    private final Duration timeout;
    private final Map<String, CompletableFuture<PublishAck>> awaited = new ConcurrentHashMap<>();

    private Acks(Connection connection, Duration timeout) {
        this.connection = connection;
        this.inbox = connection.getOptions().getInboxPrefix() + token() + '.';
        this.timeout = timeout;
    }

    /** They end with their connection. */
    static Acks listen(Connection connection, Duration timeout) {
        Acks acks = new Acks(connection, timeout);
        Dispatcher dispatcher = connection.createDispatcher(acks::hear);
        dispatcher.setPendingLimits(-1, -1);
        dispatcher.subscribe(acks.inbox + '*');
        return acks;
    }

    boolean belongTo(Connection other) {
        return connection.equals(other);
    }

    /** Gives no more than the timeout allows; what is waited for is bounded by what the relay has in flight. */
    CompletableFuture<PublishAck> publish(NatsMessage.Builder message) {
        String token = token();
        CompletableFuture<PublishAck> answer = new CompletableFuture<>();
        awaited.put(token, answer);
        var unused = answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ack, failure) -> awaited.remove(token));
        try {
            connection.publish(message.replyTo(inbox + token).build());
        } catch (RuntimeException e) {
            awaited.remove(token);
            throw e;
        }
        return answer;
    }

    private void hear(Message message) {
        CompletableFuture<PublishAck> answer =
                awaited.remove(message.getSubject().substring(inbox.length()));
        if (answer == null) {
            return;
        }
        try {
            if (message.isStatusMessage()) {
                throw new IOException(
                        "No stream took it: " + message.getStatus().getMessageWithCode());
            }
            answer.complete(new PublishAck(message));
        } catch (IOException | JetStreamApiException e) {
            answer.completeExceptionally(e);
        }
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }
}
