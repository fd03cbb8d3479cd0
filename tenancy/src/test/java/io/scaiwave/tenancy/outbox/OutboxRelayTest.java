package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed is published once and in order, by however many relays. */
class OutboxRelayTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final TenantContext tenant = Scopes.tenant();
    private Replica replica;

    @BeforeEach
    void start() {
        replica = Replica.start();
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    @Test
    void whatIsCommittedIsPublishedInOrder() {
        List<String> texts = numbers(0, 200);

        texts.forEach(text -> replica.publish(tenant, text));

        expect(tenant, texts);
    }

    @Test
    void aPartnersAndThePlatformsEventsAreKeptToo() {
        PartnerContext partner = Scopes.partner();
        String text = UUID.randomUUID().toString();

        replica.publish(partner, text);
        replica.publish(Scopes.PLATFORM, text);

        expect(partner, List.of(text));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts(Scopes.PLATFORM)).contains(text));
    }

    @Test
    void whatIsRolledBackIsNotPublished() {
        Uni<Object> failing = replica.db.inTransaction(tenant, tx -> replica.outbox
                .append(tx, Replica.event(tenant, "lost"))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("on purpose"))));

        assertThatThrownBy(() -> failing.await().atMost(SOON)).hasMessage("on purpose");
        replica.publish(tenant, "kept");

        expect(tenant, List.of("kept"));
    }

    /** E-04. */
    @Test
    void equalEventIdsOfTwoTenantsAreTwoMessages() {
        TenantContext other = Scopes.tenant();
        UUID id = UUID.randomUUID();

        for (TenantContext owner : List.of(tenant, other)) {
            OutboxEvent event = Replica.event(owner, "same id");
            OutboxEvent sameId = new OutboxEvent(id, event.subject(), event.cloudEvent());
            replica.commit(owner, sameId);
        }

        expect(tenant, List.of("same id"));
        expect(other, List.of("same id"));
    }

    /** E-05: rows are taken by their mark, never by a position that a late commit would fall behind. */
    @Test
    void anEventThatWasWrittenFirstAndCommittedLastIsPublishedToo() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Void> slow = replica.db
                .inTransaction(tenant, tx -> replica.outbox
                        .append(tx, Replica.event(tenant, "first"))
                        .invoke(() -> written.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        written.join();

        replica.publish(tenant, "second");
        expect(tenant, List.of("second"));
        release.complete(null);

        assertThat(slow).succeedsWithin(SOON);
        expect(tenant, List.of("second", "first"));
    }

    /** E-06: the relay dies after the stream has the message and before the row says so. */
    @Test
    void aRelayThatDiesBeforeMarkingDoesNotDoubleTheMessage() {
        replica.publish(tenant, "before");
        expect(tenant, List.of("before"));
        await().atMost(SOON).until(() -> unsent(tenant) == 0);
        replica.relay.hold();
        replica.publish(tenant, "once");
        Connection connection = replica.link.connected().orElseThrow();
        Lane lane = new Lane(
                Optional.empty(), "outbox", "tenant_id", tenant.tenantId().uuid());

        Uni<OutboxStore.Turn> dying = replica.store.onLane(lane, 10, rows -> replica.publisher
                .publish(connection, rows)
                .invoke(sent -> assertThat(sent).hasSize(1))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("killed"))));
        assertThatThrownBy(() -> dying.await().atMost(SOON)).hasMessage("killed");
        replica.relay.release(connection);

        replica.publish(tenant, "next");
        expect(tenant, List.of("before", "once", "next"));
        await().atMost(SOON).until(() -> unsent(tenant) == 0);
    }

    @Test
    void twoRelaysShareTheWorkWithoutDisorder() {
        try (Replica second = Replica.start()) {
            List<String> texts = numbers(0, 300);

            for (String text : texts) {
                (text.hashCode() % 2 == 0 ? replica : second).publish(tenant, text);
            }

            expect(tenant, texts);
        }
    }

    @Test
    void aMessageThatCannotBePublishedHoldsUpItsOwnTenantOnly() {
        TenantContext other = Scopes.tenant();
        String huge = "x".repeat(2 << 20);

        replica.publish(tenant, huge);
        replica.publish(other, "unhindered");

        expect(other, List.of("unhindered"));
        await().atMost(SOON).until(() -> unsent(other) == 0);
        assertThat(texts(tenant)).isEmpty();
        replica.forget(tenant);
    }

    @Test
    void reconcilingAHealthyStreamRepeatsNothing() {
        numbers(0, 20).forEach(text -> replica.publish(tenant, text));
        await().atMost(SOON).until(() -> unsent(tenant) == 0);

        int repeated = replica.losses.lost(Optional.empty()).await().atMost(SOON);

        assertThat(repeated).isZero();
        assertThat(unsent(tenant)).isZero();
    }

    @Test
    void theBodyIsACloudEvent() {
        UUID id = replica.publish(tenant, "hello");

        await().atMost(SOON).untilAsserted(() -> assertThat(texts(tenant)).hasSize(1));
        JsonObject event = StreamReader.read("TENANT_EVENTS", subject(tenant)).getFirst();
        assertThat(event.getMap())
                .containsEntry("specversion", "1.0")
                .containsEntry("id", id.toString())
                .containsEntry("type", "swp.tenant.updated")
                .containsEntry("time", "2026-01-01T00:00:00.000Z");
    }

    private void expect(Scope owner, List<String> texts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(texts(owner)).isEqualTo(texts));
    }

    private int unsent(TenantContext owner) {
        return replica.unsent(owner);
    }

    private static List<String> texts(Scope owner) {
        return StreamReader.texts("TENANT_EVENTS", subject(owner));
    }

    private static String subject(Scope owner) {
        return Replica.event(owner, "").subject();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }
}
