package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.NatsMessage;
import io.scaiwave.tenancy.nats.NatsLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Publishes a batch in order, all in flight at once, and tells what the stream has acknowledged. */
@ApplicationScoped
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    private final NatsLink link;
    private final StreamIncarnations incarnations;

    Publisher(NatsLink link, StreamIncarnations incarnations) {
        this.link = link;
        this.incarnations = incarnations;
    }

    /**
     * The acknowledged rows up to the first that was not: what comes after a gap is published again behind it, and
     * dropped by the stream's deduplication. One connection carries all, so a server has always got them from the first
     * on without a hole.
     */
    Uni<List<OutboxStore.Sent>> publish(Connection connection, List<OutboxRow> rows) {
        return Uni.createFrom()
                .item(() -> launch(connection, rows))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(Publisher::acknowledged);
    }

    private List<Uni<OutboxStore.Sent>> launch(Connection connection, List<OutboxRow> rows) {
        List<Uni<OutboxStore.Sent>> flights = new ArrayList<>(rows.size());
        try {
            JetStream stream = connection.jetStream(JetStreamOptions.builder()
                    .requestTimeout(link.publishTimeout())
                    .build());
            String serverId = connection.getServerInfo().getServerId();
            for (OutboxRow row : rows) {
                flights.add(launch(stream, serverId, row));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Publishing stopped", e);
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "The event %s cannot be published and holds up its owner: %s",
                    rows.get(flights.size()).messageId(), e.getMessage());
        }
        return flights;
    }

    private Uni<OutboxStore.Sent> launch(JetStream stream, String serverId, OutboxRow row) {
        var message =
                NatsMessage.builder().subject(row.subject()).data(row.payload()).build();
        var options = PublishOptions.builder().messageId(row.messageId()).build();
        var flight = stream.publishAsync(message, options);
        return Uni.createFrom()
                .completionStage(flight)
                .ifNoItem()
                .after(link.publishTimeout())
                .fail()
                .map(ack -> sent(row, ack, serverId));
    }

    private OutboxStore.Sent sent(OutboxRow row, PublishAck ack, String serverId) {
        OffsetDateTime created = incarnations.created(ack.getStream());
        if (created == null) {
            throw new IllegalStateException("The stream " + ack.getStream() + " was not looked at yet");
        }
        return new OutboxStore.Sent(row.id(), ack.getStream(), ack.getSeqno(), created, serverId);
    }

    private static Uni<List<OutboxStore.Sent>> acknowledged(List<Uni<OutboxStore.Sent>> flights) {
        return Multi.createFrom()
                .iterable(flights)
                .onItem()
                .transformToUniAndConcatenate(flight -> flight)
                .onFailure()
                .invoke(failure -> LOG.debug("A publish was not acknowledged", failure))
                .onFailure()
                .recoverWithCompletion()
                .collect()
                .asList();
    }
}
