package io.scaiwave.room.events;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.wake.Wakeups;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.DatabaseConfig;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.outbox.RelayBell;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages. While one commit of a tenant is under way its next messages gather, and go together: the tenant's
 * counter row is locked once for all of them, one flush of the disk serves all, and a busy tenant takes one connection
 * instead of all there are.
 */
@ApplicationScoped
public class Sending {

    /** What became of it: stored now, or found to be stored before under the same {@code event_uuid}. */
    public record Sent(RoomEvent event, boolean fresh) {}

    /** What is to be sent, once if it has an {@code eventUuid}. */
    public record Message(
            EventDraft draft,
            @Nullable UUID eventUuid,
            @Nullable EventId replyTo) {}

    private static final Logger LOG = Logger.getLogger(Sending.class);

    private final TenantDb db;
    private final DatabaseConfig config;
    private final RelayBell bell;
    private final Wakeups wakeups;
    private final Map<TenantId, SendQueue> queues = new ConcurrentHashMap<>();

    public Sending(TenantDb db, DatabaseConfig config, RelayBell bell, Wakeups wakeups) {
        this.db = db;
        this.config = config;
        this.bell = bell;
        this.wakeups = wakeups;
    }

    /** Together with what else the tenant sends at this moment. */
    public Uni<Sent> send(Participant sender, Message message) {
        return Uni.createFrom()
                .<Sent>emitter(answer -> enqueue(new Sender(sender.tenant(), message, answer)))
                .ifNoItem()
                .after(config.transactionTimeout())
                .failWith(DatabaseFailures::unavailable);
    }

    /** As part of a transaction that has more to say. */
    Uni<Sent> send(Tx tx, Participant sender, Message message) {
        TenantContext tenant = sender.tenant();
        return tx.query(SendStatement.SQL, SendStatement.arguments(tenant.tenantId(), List.of(message)))
                .map(rows -> SendStatement.outcome(rows.iterator().next(), message))
                .invoke(sent -> tx.afterCommit(() -> announce(tenant, List.of(sent))));
    }

    /** True when another request with the same event_uuid was faster: a second try finds its event. */
    static boolean lostRace(Throwable failure) {
        return DatabaseFailures.isUniqueViolation(failure, "events_event_uuid");
    }

    private void enqueue(Sender sender) {
        TenantId tenant = sender.tenant().tenantId();
        AtomicReference<SendQueue.Place> place = new AtomicReference<>(SendQueue.Place.NONE);
        // Inside compute, so that a queue that has just run empty is not taken away under a newcomer.
        SendQueue queue = queues.compute(tenant, (ignored, present) -> {
            SendQueue joined = present == null ? new SendQueue() : present;
            place.set(joined.join(sender));
            return joined;
        });
        switch (place.get()) {
            case FIRST -> next(tenant, queue);
            case BEHIND -> {}
            case NONE -> sender.fail(DatabaseFailures.unavailable());
        }
    }

    /** One batch after the other, until nobody waits. */
    private void next(TenantId tenant, SendQueue queue) {
        List<Sender> batch = queue.next();
        if (!batch.isEmpty()) {
            together(batch).subscribe().with(done -> next(tenant, queue), failure -> {
                LOG.error("A batch of messages met a fault of ours", failure);
                batch.forEach(sender -> sender.fail(failure));
                next(tenant, queue);
            });
        } else if (queues.computeIfPresent(tenant, (ignored, present) -> present.isEmpty() ? null : present) != null) {
            next(tenant, queue);
        }
    }

    private Uni<Void> together(List<Sender> batch) {
        return commit(batch)
                .onItemOrFailure()
                .transformToUni((rows, failure) -> failure == null ? answer(batch, rows) : apart(batch, failure));
    }

    /** What failed together is tried one by one, so that nobody fails for another's message. */
    private Uni<Void> apart(List<Sender> batch, Throwable failure) {
        if (failure instanceof RefusedException || (batch.size() == 1 && !lostRace(failure))) {
            batch.forEach(sender -> sender.fail(failure));
            return Uni.createFrom().voidItem();
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Sender sender : batch) {
            all = all.chain(() -> alone(sender));
        }
        return all;
    }

    private Uni<Void> alone(Sender sender) {
        List<Sender> one = List.of(sender);
        return commit(one)
                .onFailure(Sending::lostRace)
                .retry()
                .atMost(1)
                .onItemOrFailure()
                .transformToUni((rows, failure) -> {
                    if (failure == null) {
                        return answer(one, rows);
                    }
                    sender.fail(failure);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<RowSet<Row>> commit(List<Sender> batch) {
        TenantContext tenant = batch.getFirst().tenant();
        List<Message> messages = batch.stream().map(Sender::message).toList();
        return Uni.createFrom()
                .deferred(() ->
                        db.write(tenant, SendStatement.SQL, SendStatement.arguments(tenant.tenantId(), messages)));
    }

    private Uni<Void> answer(List<Sender> batch, RowSet<Row> rows) {
        List<Sent> sent = new ArrayList<>(batch.size());
        var row = rows.iterator();
        for (Sender sender : batch) {
            sender.hear(row.next()).ifPresent(sent::add);
        }
        announce(batch.getFirst().tenant(), sent);
        return Uni.createFrom().voidItem();
    }

    private void announce(TenantContext tenant, List<Sent> sent) {
        Set<RoomId> rooms = new LinkedHashSet<>();
        sent.stream().filter(Sent::fresh).forEach(one -> rooms.add(one.event().roomId()));
        if (!rooms.isEmpty()) {
            bell.ring(tenant);
            rooms.forEach(room -> wakeups.happened(tenant.tenantId(), room));
        }
    }
}
