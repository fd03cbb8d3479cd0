package io.scaiwave.tenancy.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.inbox.Inbox;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** E-10: the effect is committed and the word of it never arrives; the message comes again and has no second effect. */
class LostAckTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LOST = 3;

    private final TenantContext tenant = Scopes.tenant();
    private final String subject = Subjects.tenant(tenant.tenantId(), "tenant.updated");
    private final List<String> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> effects = new CopyOnWriteArrayList<>();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final LostAck between = LostAck.before(Backing.nats(), LOST);
    private final NatsLink link = NatsLinks.link(between.url(), blocking, -1, Duration.ofSeconds(1));
    private final Pool pool = Backing.schema().appPool(Backing.vertx(), 2);
    private final TenantDb db = Databases.tenantDb(pool);

    @AfterEach
    void close() {
        NatsLinks.stop(link);
        between.close();
        pool.closeAndAwait();
        blocking.close();
    }

    @Test
    void aMessageWhoseAcknowledgementIsLostComesAgainAndHasOneEffect() throws Exception {
        NatsLinks.ensureStreams(new Streams(link));
        new DurableConsumers(link)
                .consume(StreamDefinition.TENANT_EVENTS, "test-" + UUID.randomUUID(), List.of(subject), this::handle);
        NatsLinks.start(link);
        await().atMost(SOON).until(link::isConnected);

        try (Connection publisher = Nats.connect(Backing.nats().url())) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> publisher.jetStreamManagement().getStreamInfo(StreamDefinition.TENANT_EVENTS.name())
                            != null);
            for (String text : List.of("one", "two", "three")) {
                publisher
                        .jetStream()
                        .publish(subject, ("{\"data\":{\"text\":\"" + text + "\"}}").getBytes(StandardCharsets.UTF_8));
            }
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(effects).contains("one", "two", "three"));
        await().atMost(SOON).until(() -> between.lost() == LOST);
        await().atMost(SOON).until(() -> deliveries.size() >= 3 + LOST);
        assertThat(effects).containsExactly("one", "two", "three");
    }

    private Uni<Outcome> handle(Incoming message) {
        String text = message.data().orElseThrow().getString("text");
        deliveries.add(text);
        return db.inTransaction(tenant, tx -> Inbox.first(tx, "lost-ack", text)
                        .invoke(first -> tx.afterCommit(() -> {
                            if (first) {
                                effects.add(text);
                            }
                        })))
                .replaceWith(Outcome.HANDLED);
    }
}
