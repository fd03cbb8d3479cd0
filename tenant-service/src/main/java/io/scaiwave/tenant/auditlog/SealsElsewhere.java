package io.scaiwave.tenant.auditlog;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.tenancy.nats.NatsLink;
import io.scaiwave.tenancy.nats.StreamDefinition;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** The last seal of a log as the stream has it: whoever rewrites the database does not reach it. */
@ApplicationScoped
class SealsElsewhere {

    private static final Logger LOG = Logger.getLogger(SealsElsewhere.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int NO_MESSAGE_FOUND = 10037;

    private final NatsLink link;
    private final ExecutorService blocking;

    SealsElsewhere(NatsLink link, @VirtualThreads ExecutorService blocking) {
        this.link = link;
        this.blocking = blocking;
    }

    /**
     * What the stream said.
     *
     * @param asked false when it could not be asked
     */
    record Found(boolean asked, Optional<AuditSeal> seal) {
        static final Found NOT_ASKED = new Found(false, Optional.empty());
    }

    Uni<Found> last(AuditLogOwner owner) {
        return Uni.createFrom()
                .item(() -> link.connected()
                        .map(connection -> ask(connection, owner.sealSubject()))
                        .orElse(Found.NOT_ASKED))
                .runSubscriptionOn(blocking)
                .ifNoItem()
                .after(PATIENCE.multipliedBy(2))
                .recoverWithItem(Found.NOT_ASKED);
    }

    private static Found ask(Connection connection, String subject) {
        try {
            byte[] message = connection
                    .jetStreamManagement(
                            JetStreamOptions.builder().requestTimeout(PATIENCE).build())
                    .getLastMessage(StreamDefinition.TENANT_EVENTS.name(), subject)
                    .getData();
            return new Found(
                    true,
                    AuditSeal.fromJson(Buffer.buffer(message).toJsonObject().getJsonObject("data")));
        } catch (JetStreamApiException e) {
            return new Found(e.getApiErrorCode() == NO_MESSAGE_FOUND, Optional.empty());
        } catch (IOException | IllegalStateException | DecodeException e) {
            LOG.debug("The stream could not be asked for a seal", e);
            return Found.NOT_ASKED;
        }
    }
}
