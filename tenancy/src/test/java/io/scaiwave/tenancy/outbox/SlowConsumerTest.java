package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.PurgeOptions;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.nats.StreamDefinition;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.Scopes;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * E-09: nobody takes what the stream holds, until it is full. It keeps what it has, the outbox keeps the rest, and both
 * reach the consumer once it is back and what it has taken has left the stream.
 */
class SlowConsumerTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STREAM = StreamDefinition.TENANT_EVENTS.name();
    private static final long MOST_BYTES = 64 * 1024;
    private static final int EVENTS = 150;

    private final PrivateNats nats = PrivateNats.start();
    private final TenantContext tenant = Scopes.tenant();
    private final String subject = Subjects.tenant(tenant.tenantId(), "tenant.updated");
    private final Replica replica = Replica.start(nats, MOST_BYTES);

    @AfterEach
    void stop() {
        replica.close();
        nats.kill();
        replica.forget(tenant);
    }

    @Test
    void aFullStreamLosesNothingAndItsConsumerCatchesUp() throws Exception {
        List<String> texts = IntStream.range(0, EVENTS)
                .mapToObj(i -> "%03d %s".formatted(i, "x".repeat(1_000)))
                .toList();
        try (Connection consumer = Nats.connect(nats.url())) {
            replica.publishTogether(tenant, texts);
            await().atMost(SOON).until(() -> state(consumer).getByteCount() > MOST_BYTES - 3_000);
            await().atMost(SOON).untilAsserted(() -> assertThat(inStream() + replica.unsent(tenant))
                    .isEqualTo(EVENTS));
            assertThat(state(consumer).getByteCount()).isLessThanOrEqualTo(MOST_BYTES);
            assertThat(replica.unsent(tenant)).isPositive();

            List<String> taken = new ArrayList<>();
            await().atMost(SOON).until(() -> take(consumer, taken).size() >= EVENTS);

            assertThat(taken).containsExactlyInAnyOrderElementsOf(texts);
            await().atMost(SOON).until(() -> replica.unsent(tenant) == 0);
        }
    }

    private int inStream() {
        return StreamReader.texts(nats, STREAM, subject).size();
    }

    /** Takes all there is, and lets the stream forget it as age would. */
    private List<String> take(Connection consumer, List<String> taken) throws Exception {
        StreamState state = state(consumer);
        for (long seq = state.getFirstSequence(); seq <= state.getLastSequence(); seq++) {
            MessageInfo message = consumer.jetStreamManagement().getMessage(STREAM, seq);
            if (subject.equals(message.getSubject())) {
                taken.add(Buffer.buffer(message.getData())
                        .toJsonObject()
                        .getJsonObject("data")
                        .getString("text"));
            }
        }
        var unused = consumer.jetStreamManagement()
                .purgeStream(
                        STREAM,
                        PurgeOptions.builder()
                                .sequence(state.getLastSequence() + 1)
                                .build());
        return taken;
    }

    private static StreamState state(Connection connection) throws Exception {
        return connection.jetStreamManagement().getStreamInfo(STREAM).getStreamState();
    }
}
