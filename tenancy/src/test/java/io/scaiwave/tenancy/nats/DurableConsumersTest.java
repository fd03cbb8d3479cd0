package io.scaiwave.tenancy.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.NatsMessage;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.inbox.Inbox;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each message is handled in order until it is done, and one that cannot be is kept for people to look at. */
class DurableConsumersTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final PrivateNats server = Backing.nats();
    private final TenantContext tenant = Scopes.tenant();
    private final String subject = Subjects.tenant(tenant.tenantId(), "tenant.updated");
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private NatsLink link;
    private Connection publisher;

    @BeforeEach
    void connect() throws Exception {
        link = NatsLinks.link(server.url(), blocking);
        NatsLinks.ensureStreams(new Streams(link));
        NatsLinks.start(link);
        publisher = Nats.connect(server.url());
        await().atMost(SOON)
                .until(() -> publisher.jetStreamManagement().getStreamNames().size() == 3);
    }

    @AfterEach
    void close() throws InterruptedException {
        NatsLinks.stop(link);
        publisher.close();
        blocking.close();
    }

    @Test
    void messagesAreHandledInOrder() throws Exception {
        consume(message -> done(message));

        publish("one", "two", "three");

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly("one", "two", "three"));
    }

    @Test
    void whatCameWhileNobodyListenedIsHandledLater() throws Exception {
        publish("early");

        consume(message -> done(message));

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly("early"));
    }

    @Test
    void aMessageThatFailsIsTriedAgainBeforeTheNext() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        consume(message -> attempts.incrementAndGet() < 3
                ? Uni.createFrom().item(new Outcome.Retry(Duration.ofMillis(10)))
                : done(message));

        publish("stubborn", "next");

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly("stubborn", "next"));
    }

    @Test
    void aHandlerThatThrowsIsAskedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        consume(message -> {
            if (attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
            }
            return done(message);
        });

        publish("thrown at");

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly("thrown at"));
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsReasonAndTheRestGoesOn() throws Exception {
        consume(message -> "poison".equals(text(message))
                ? Uni.createFrom().item(new Outcome.Poison("not to be understood"))
                : done(message));

        publish("poison", "next");

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly("next"));
        String deadLetters = "swp." + tenant.tenantId().wire() + ".dlq.tenant.updated";
        assertThat(Subjects.deadLetter(subject)).isEqualTo(deadLetters);
        await().atMost(SOON).untilAsserted(() -> {
            MessageInfo buried = publisher.jetStreamManagement().getLastMessage("DLQ", deadLetters);
            assertThat(new String(buried.getData(), StandardCharsets.UTF_8)).contains("poison");
            assertThat(buried.getHeaders().getFirst("Scaiwave-Reason")).isEqualTo("not to be understood");
        });
    }

    /** E-08: behind the stream's memory of ids a message may come twice; the inbox lets it work once. */
    @Test
    void aMessageThatTheStreamHoldsTwiceHasOneEffect() throws Exception {
        Pool pool = Backing.schema().appPool(Backing.vertx(), 2);
        TenantDb db = Databases.tenantDb(pool);
        AtomicInteger effects = new AtomicInteger();
        AtomicInteger deliveries = new AtomicInteger();
        consume(message -> db.inTransaction(tenant, tx -> Inbox.first(tx, "twice", text(message)))
                .invoke(first -> {
                    deliveries.incrementAndGet();
                    effects.addAndGet(first ? 1 : 0);
                })
                .replaceWith(Outcome.HANDLED));

        publish("same id", "same id");

        await().atMost(SOON).until(() -> deliveries.get() == 2);
        assertThat(effects).hasValue(1);
        pool.closeAndAwait();
    }

    @Test
    void whatIsNotJsonHasNoEventAndDoesNotStopTheConsumer() throws Exception {
        List<Boolean> readable = new ArrayList<>();
        consume(message -> {
            readable.add(message.cloudEvent() != null);
            return Uni.createFrom().item(Outcome.HANDLED);
        });

        publisher.jetStream().publish(subject, new byte[] {(byte) 0xFF, 0});
        publisher.jetStream().publish(subject, "[1]".getBytes(StandardCharsets.UTF_8));
        publish("good");

        await().atMost(SOON).untilAsserted(() -> assertThat(readable).containsExactly(false, false, true));
    }

    private void consume(Function<Incoming, Uni<Outcome>> handler) {
        new DurableConsumers(link)
                .consume(StreamDefinition.TENANT_EVENTS, "test-" + UUID.randomUUID(), List.of(subject), handler);
    }

    private Uni<Outcome> done(Incoming message) {
        handled.add(text(message));
        return Uni.createFrom().item(Outcome.HANDLED);
    }

    private static String text(Incoming message) {
        return message.data().orElseThrow().getString("text");
    }

    private void publish(String... texts) throws Exception {
        for (String text : texts) {
            publisher
                    .jetStream()
                    .publish(NatsMessage.builder()
                            .subject(subject)
                            .data("{\"data\":{\"text\":\"" + text + "\"}}")
                            .build());
        }
    }
}
