package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.NatsLink;
import io.scaiwave.tenancy.nats.StreamDefinition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Finds what a database holds for sent and the streams do not have, and makes it unsent again. */
@ApplicationScoped
class Losses {

    /** More than a publish may stay in flight, less than the streams' duplicate window. */
    private static final Duration RECENT = Duration.ofSeconds(60);
    /** One that is forgotten is looked through once more. */
    private static final int MOST_REMEMBERED = 10_000;

    private final NatsLink link;
    private final OutboxStore store;
    private final StreamIncarnations incarnations;
    private final ExecutorService blocking;
    private final Map<TenantId, Settled> settled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Settled> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Settled(Connection connection, Uni<Integer> repeated) {}

    private record Seen(String stream, StreamIncarnations.Incarnation incarnation) {}

    Losses(
            NatsLink link,
            OutboxStore store,
            StreamIncarnations incarnations,
            @VirtualThreads ExecutorService blocking) {
        this.link = link;
        this.store = store;
        this.incarnations = incarnations;
        this.blocking = blocking;
    }

    /**
     * Completes when a tenant's own database has repeated what the connection before may have lost: once for each
     * connection, and before anything new leaves that database on it.
     */
    synchronized Uni<Integer> settled(TenantId database, Connection connection) {
        Settled known = settled.get(database);
        if (known != null && known.connection().equals(connection)) {
            return known.repeated();
        }
        Uni<Integer> repeated = Uni.createFrom()
                .deferred(() -> repeated(Optional.of(database), connection))
                .memoize()
                .indefinitely();
        Settled now = new Settled(connection, repeated);
        settled.put(database, now);
        repeated.subscribe().with(rows -> {}, failure -> forget(database, now));
        return repeated;
    }

    private synchronized void forget(TenantId database, Settled failed) {
        settled.remove(database, failed);
    }

    /** What streams have lost, and what the server before had acknowledged but not handed on to every listener. */
    Uni<Integer> repeated(Optional<TenantId> database, Connection connection) {
        String server = connection.getServerInfo().getServerId();
        return lost(database)
                .flatMap(lost -> store.repeatRecent(database, server, RECENT).map(recent -> recent + lost));
    }

    /** Marks what the streams no longer have as unsent and tells how much it was. */
    Uni<Integer> lost(Optional<TenantId> database) {
        return Uni.createFrom()
                .item(this::look)
                .runSubscriptionOn(blocking)
                .onItem()
                .transformToMulti(looked -> Multi.createFrom().iterable(looked))
                .onItem()
                .transformToUniAndConcatenate(seen -> store.repeatLost(
                        database,
                        seen.stream(),
                        seen.incarnation().created(),
                        seen.incarnation().lastSequence()))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private List<Seen> look() {
        Connection connection = link.connected().orElseThrow(() -> new IllegalStateException("NATS is not connected"));
        List<Seen> seen = new ArrayList<>();
        try {
            for (StreamDefinition stream : StreamDefinition.values()) {
                seen.add(new Seen(stream.name(), incarnations.look(connection, stream)));
            }
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("The streams cannot be read", e);
        }
        return seen;
    }
}
