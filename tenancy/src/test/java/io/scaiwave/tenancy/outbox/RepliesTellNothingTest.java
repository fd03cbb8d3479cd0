package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.Scopes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A tenant's subscriber sees each message whole, with its reply subject and its headers: they may count nobody's. */
class RepliesTellNothingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RANDOM_BITS = 128;
    private static PrivateNats nats;
    private static Replica replica;

    private final TenantContext watching = Scopes.tenant();
    private final TenantContext busy = Scopes.tenant();

    @BeforeAll
    static void start() {
        nats = PrivateNats.start();
        replica = Replica.start(nats);
    }

    @AfterAll
    static void stop() {
        replica.close();
        nats.stop();
    }

    @Test
    void whatArrivesIsTheSameWhetherOthersSentNothingOrMuchInBetween() throws Exception {
        List<Message> quiet = new ArrayList<>();
        List<Message> noisy = new ArrayList<>();
        try (Connection subscriber = Nats.connect(nats.url())) {
            Subscription own = subscriber.subscribe("swp." + watching.tenantId().wire() + ".>");
            subscriber.flush(PATIENCE);

            for (int i = 0; i < 8; i++) {
                quiet.add(sendAndReceive(own, "x"));
            }
            for (int i = 0; i < 8; i++) {
                replica.publishTogether(busy, texts(50));
                await().atMost(PATIENCE).until(() -> replica.unsent(busy) == 0);
                noisy.add(sendAndReceive(own, "x"));
            }
        } finally {
            replica.forget(watching);
            replica.forget(busy);
        }

        assertThat(shapes(noisy)).isEqualTo(shapes(quiet)).hasSize(1);
        List<Message> all = new ArrayList<>(quiet);
        all.addAll(noisy);
        assertThat(all).allSatisfy(message -> assertThat(message.getHeaders().getFirst("Nats-Msg-Id"))
                .startsWith(watching.tenantId().uuid() + ":"));
        assertNothingAdvances(all.stream().map(RepliesTellNothingTest::token).toList());
    }

    /** Drawn by lot: no two alike, none near the one before, and every bit turns both ways. */
    private static void assertNothingAdvances(List<BigInteger> tokens) {
        assertThat(tokens).doesNotHaveDuplicates();
        Set<BigInteger> steps = new HashSet<>();
        BigInteger ones = BigInteger.ZERO;
        for (int i = 1; i < tokens.size(); i++) {
            BigInteger step = tokens.get(i).subtract(tokens.get(i - 1));
            assertThat(step.abs().bitLength()).isGreaterThan(RANDOM_BITS / 2);
            steps.add(step);
            ones = ones.or(tokens.get(i).xor(tokens.get(i - 1)));
        }
        assertThat(steps).hasSize(tokens.size() - 1);
        assertThat(ones.bitCount()).isGreaterThan(RANDOM_BITS * 9 / 10);
    }

    private Message sendAndReceive(Subscription own, String text) throws InterruptedException {
        replica.publish(watching, text);
        Message message = own.nextMessage(PATIENCE);
        assertThat(message).as("an own event").isNotNull();
        return message;
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "noise " + i).toList();
    }

    /** The part of the reply subject that is this message's own. */
    private static BigInteger token(Message message) {
        String reply = message.getReplyTo();
        return new BigInteger(reply.substring(reply.lastIndexOf('.') + 1), 16);
    }

    /** All of a message that is not random, and how long the rest is. */
    private static Set<String> shapes(List<Message> messages) {
        Set<String> shapes = new TreeSet<>();
        for (Message message : messages) {
            String reply = message.getReplyTo();
            shapes.add(String.join(
                    " ",
                    message.getSubject(),
                    reply.substring(0, reply.lastIndexOf('.')),
                    "" + reply.length(),
                    message.getHeaders().keySet().toString(),
                    "" + message.getHeaders().getFirst("Nats-Msg-Id").length(),
                    "" + message.getData().length));
        }
        return shapes;
    }
}
