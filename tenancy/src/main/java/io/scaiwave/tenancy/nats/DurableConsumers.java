package io.scaiwave.tenancy.nats;

import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Listening with memory: each message of a stream is handled by one replica, in order, until it is acknowledged. A
 * message that cannot be handled goes to the dead-letter stream, never into silence.
 */
@ApplicationScoped
public class DurableConsumers {

    private static final Logger LOG = Logger.getLogger(DurableConsumers.class);
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final NatsLink link;

    public DurableConsumers(NatsLink link) {
        this.link = link;
    }

    /**
     * Makes the durable consumer if it is not there and handles its messages, one at a time, from every connect on.
     *
     * @param name durable name, one per service and purpose
     * @param filters subjects within the stream
     */
    public void consume(
            StreamDefinition stream, String name, List<String> filters, Function<Incoming, Uni<Outcome>> handler) {
        ConsumerConfiguration wanted = ConsumerConfiguration.builder()
                .durable(name)
                .filterSubjects(filters)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(link.config().ackWait())
                .maxAckPending(1)
                .build();
        link.onConnect(new Running(stream, wanted, link.config().ackWait().dividedBy(2), handler));
    }

    private static final class Running implements NatsLink.OnConnect {

        private final StreamDefinition stream;
        private final ConsumerConfiguration wanted;
        private final Duration patience;
        private final Function<Incoming, Uni<Outcome>> handler;

        Running(
                StreamDefinition stream,
                ConsumerConfiguration wanted,
                Duration patience,
                Function<Incoming, Uni<Outcome>> handler) {
            this.stream = stream;
            this.wanted = wanted;
            this.patience = patience;
            this.handler = handler;
        }

        @Override
        public void connected(Connection connection) throws IOException, JetStreamApiException {
            ConsumerContext consumer =
                    connection.getStreamContext(stream.name()).createOrUpdateConsumer(wanted);
            // It ends with its connection.
            var unused = consumer.consume(message -> handle(connection, message));
        }

        private void handle(Connection connection, Message message) {
            Incoming incoming = Incoming.of(message);
            Uni.createFrom()
                    .deferred(() -> handler.apply(incoming))
                    .ifNoItem()
                    .after(patience)
                    .fail()
                    .subscribe()
                    .with(outcome -> settle(connection, message, outcome), failure -> {
                        LOG.warnf("A message on %s is tried again: %s", incoming.subject(), failure.getMessage());
                        settle(connection, message, new Outcome.Retry(AGAIN));
                    });
        }

        private static void settle(Connection connection, Message message, Outcome outcome) {
            switch (outcome) {
                case Outcome.Handled ignored -> message.ack();
                case Outcome.Poison poison -> bury(connection, message, poison.reason());
                case Outcome.Retry retry -> {
                    if (message.metaData().deliveredCount() >= MOST_ATTEMPTS) {
                        bury(connection, message, "gave up after " + MOST_ATTEMPTS + " attempts");
                    } else {
                        message.nakWithDelay(retry.after());
                    }
                }
            }
        }

        /** Only a copy that the stream has confirmed lets go of the message: until then it comes again. */
        private static void bury(Connection connection, Message message, String reason) {
            LOG.errorf("A message on %s goes to the dead letters: %s", message.getSubject(), reason);
            Message copy = NatsMessage.builder()
                    .subject(Subjects.deadLetter(message.getSubject()))
                    .headers(new Headers().add("Scaiwave-Reason", reason))
                    .data(message.getData())
                    .build();
            try {
                var unused = connection.jetStream().publishAsync(copy).whenComplete((stored, failure) -> {
                    if (failure == null) {
                        message.term();
                    } else {
                        LOG.warnf("A dead letter is kept for later: %s", failure.getMessage());
                        message.nakWithDelay(AGAIN);
                    }
                });
            } catch (IOException e) {
                message.nakWithDelay(AGAIN);
            }
        }
    }
}
