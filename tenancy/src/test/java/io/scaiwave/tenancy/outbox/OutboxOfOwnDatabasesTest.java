package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.OwnDatabase;
import io.scaiwave.tenancy.inbox.Inbox;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.Scopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed in a tenant's own database is published once and in order, as from the home. */
class OutboxOfOwnDatabasesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String UNSENT = "SELECT count(*) FROM library.outbox WHERE sent_at IS NULL";

    private final PrivateNats nats = PrivateNats.start();
    private final TenantContext tenant = Scopes.tenant();
    private final TenantContext other = Scopes.tenant();
    private OwnDatabase own;
    private OwnDatabase others;
    private Replica replica;

    @BeforeEach
    void start() {
        own = OwnDatabase.of(tenant);
        others = OwnDatabase.of(other);
        replica = Replica.withDatabases(nats);
    }

    @AfterEach
    void stop() {
        replica.close();
        nats.stop();
        own.close();
        others.close();
    }

    @Test
    void whatIsCommittedThereIsPublishedInOrderAndMarkedThere() {
        List<String> texts = numbers(0, 100);

        texts.forEach(text -> replica.publish(tenant, text));

        expect(tenant, texts);
        await().atMost(LONG).until(() -> own.count(UNSENT) == 0);
        assertThat(own.count("SELECT count(*) FROM library.outbox")).isEqualTo(100);
    }

    /** As after a kill between commit and bell. */
    @Test
    void whatNobodyRangForIsFound() {
        replica.publish(tenant, "first");
        expect(tenant, List.of("first"));
        await().atMost(LONG).until(() -> own.count(UNSENT) == 0);

        own.run("INSERT INTO library.outbox (tenant_id, id, subject, message_id, payload) SELECT tenant_id,"
                + " gen_random_uuid(), subject, message_id || '2', jsonb_set(payload, '{data,text}', '\"second\"')"
                + " FROM library.outbox");

        expect(tenant, List.of("first", "second"));
    }

    @Test
    void killedInMidFlowNatsLosesNothingAndKeepsTheOrder() {
        List<String> texts = new ArrayList<>();
        for (int burst = 0; burst < 3; burst++) {
            List<String> more = numbers(texts.size(), 40);
            replica.publishTogether(tenant, more);
            replica.publishTogether(other, more);
            texts.addAll(more);
            nats.kill();
            nats.restart();
        }

        expect(tenant, texts);
        expect(other, texts);
    }

    @Test
    void aStreamThatWasWipedIsFilledAgainInOrder() {
        List<String> texts = numbers(0, 40);
        replica.publishTogether(tenant, texts);
        replica.publishTogether(other, texts);
        await().atMost(LONG).until(() -> own.count(UNSENT) + others.count(UNSENT) == 0);

        nats.kill();
        nats.wipe();
        nats.restart();

        expect(tenant, texts);
        expect(other, texts);
    }

    @Test
    void aDatabaseThatIsGoneHoldsUpNobody() {
        replica.publish(other, "before");
        expect(other, List.of("before"));
        own.drop();

        replica.publish(other, "after");

        expect(other, List.of("before", "after"));
    }

    @Test
    void aMessageIsRememberedThere() {
        for (boolean first : new boolean[] {true, false}) {
            assertThat(replica.db
                            .inTransaction(tenant, tx -> Inbox.first(tx, "reader", "message 1"))
                            .await()
                            .atMost(LONG))
                    .isEqualTo(first);
        }
        assertThat(own.count("SELECT count(*) FROM library.inbox")).isEqualTo(1);
    }

    private static List<String> numbers(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(String::valueOf).toList();
    }

    private void expect(TenantContext owner, List<String> texts) {
        await().atMost(LONG).untilAsserted(() -> assertThat(published(owner)).isEqualTo(texts));
    }

    private List<String> published(TenantContext owner) {
        return StreamReader.texts(
                nats, "TENANT_EVENTS", Replica.event(owner, "").subject());
    }
}
