package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.NatsJetStreamConstants;
import io.scaiwave.tenancy.nats.NatsLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Publishes a batch in order, all in flight at once, and tells what the stream has acknowledged. */
@ApplicationScoped
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    private final NatsLink link;
    private final StreamIncarnations incarnations;
    private @Nullable Acks current;

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
            Acks acks = acks(connection);
            String serverId = connection.getServerInfo().getServerId();
            for (OutboxRow row : rows) {
                flights.add(launch(acks, serverId, row));
            }
        } catch (IllegalStateException e) {
            LOG.debug("Publishing stopped", e);
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "The event %s cannot be published and holds up its owner: %s",
                    rows.get(flights.size()).messageId(), e.getMessage());
        }
        return flights;
    }

    private synchronized Acks acks(Connection connection) {
        if (current == null || !current.belongTo(connection)) {
            current = Acks.listen(connection, link.publishTimeout());
        }
        return current;
    }

    private Uni<OutboxStore.Sent> launch(Acks acks, String serverId, OutboxRow row) {
        var flight = acks.publish(NatsMessage.builder()
                .subject(row.subject())
                .headers(new Headers().put(NatsJetStreamConstants.MSG_ID_HDR, row.messageId()))
                .data(row.payload()));
        return Uni.createFrom().completionStage(flight).map(ack -> sent(row, ack, serverId));
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
