package io.scaiwave.tenancy.outbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.OwnDatabases;
import io.scaiwave.tenancy.db.RelayDb;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.nats.NatsLink;
import io.scaiwave.tenancy.nats.NatsLinks;
import io.scaiwave.tenancy.nats.Streams;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.TenantDatabaseBounds;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One replica of a service as far as events go: database, link, relay, reconciler. */
final class Replica implements AutoCloseable {

    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Pool appPool = Backing.schema().appPool(Backing.vertx(), 4);
    private final Pool relayPool = Backing.schema().relayPool(Backing.vertx(), 8);
    private final OwnDatabases own = new OwnDatabases(TenantDatabaseBounds.of(8, 2), Databases.PATIENT);
    final TenantDb db;
    final RelayBell bell = new RelayBell(own.databases()::knows);
    final Outbox outbox = new Outbox(bell);
    final OutboxStore store;
    final NatsLink link;
    final StreamIncarnations incarnations = new StreamIncarnations();
    final Publisher publisher;
    final Losses losses;
    final OutboxRelay relay;
    final Reconciler reconciler;
    private final DatabaseRounds rounds;

    /** @param databases whether every tenant is believed to have a database to itself */
    private Replica(String natsUrl, long streamMaxBytes, boolean databases) {
        db = databases ? own.db(Databases.PATIENT) : Databases.tenantDb(appPool);
        RelayDb relayDb = own.relayDb(relayPool);
        store = new OutboxStore(relayDb);
        link = NatsLinks.link(natsUrl, blocking, streamMaxBytes, Duration.ofSeconds(30));
        publisher = new Publisher(link, incarnations);
        losses = new Losses(link, store, incarnations, blocking);
        relay = new OutboxRelay(store, publisher, losses, CONFIG, bell, new SimpleMeterRegistry());
        reconciler = new Reconciler(link, store, relay, CONFIG, incarnations, losses);
        rounds = new DatabaseRounds(relayDb, relay, reconciler, losses, CONFIG, own.places(databases));
    }

    /** Of a service whose tenants have databases of their own. */
    static Replica withDatabases(PrivateNats nats) {
        return started(new Replica(nats.url(), -1, true));
    }

    static Replica start() {
        return start(Backing.nats());
    }

    static Replica start(PrivateNats nats) {
        return start(nats, -1);
    }

    /** With streams that hold no more than so much, if it makes them. */
    static Replica start(PrivateNats nats, long streamMaxBytes) {
        return started(new Replica(nats.url(), streamMaxBytes, false));
    }

    private static Replica started(Replica replica) {
        NatsLinks.ensureStreams(new Streams(replica.link));
        replica.relay.start();
        replica.reconciler.start();
        replica.rounds.start();
        NatsLinks.start(replica.link);
        return replica;
    }

    UUID publish(Scope scope, String text) {
        OutboxEvent event = event(scope, text);
        commit(scope, event);
        return event.id();
    }

    /** All in one transaction, so that the relay finds them together. */
    void publishTogether(Scope scope, List<String> texts) {
        db.inTransaction(scope, tx -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (String text : texts) {
                        all = all.chain(() -> outbox.append(tx, event(scope, text)));
                    }
                    return all;
                })
                .await()
                .atMost(Duration.ofSeconds(15));
    }

    void commit(Scope scope, OutboxEvent event) {
        db.inTransaction(scope, tx -> outbox.append(tx, event)).await().atMost(Duration.ofSeconds(15));
    }

    int unsent(TenantContext owner) {
        return count("SELECT count(*) FROM outbox WHERE sent_at IS NULL AND tenant_id = '"
                + owner.tenantId().uuid() + "'");
    }

    int unsentOfAll() {
        return count("SELECT count(*) FROM outbox WHERE sent_at IS NULL");
    }

    /** Takes a tenant's rows away, so that they trouble no other test. */
    void forget(TenantContext owner) {
        Backing.schema()
                .asAdmin("DELETE FROM outbox WHERE tenant_id = '"
                        + owner.tenantId().uuid() + "'");
    }

    private static int count(String sql) {
        try (var admin = Backing.schema().admin();
                var found = admin.createStatement().executeQuery(sql.replace("FROM ", "FROM library."))) {
            found.next();
            return found.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static OutboxEvent event(Scope scope, String text) {
        String subject = scope instanceof TenantContext tenant
                ? Subjects.tenant(tenant.tenantId(), "tenant.updated")
                : Subjects.audit(scope);
        return OutboxEvent.of(
                subject,
                "/test",
                "swp.tenant.updated",
                OffsetDateTime.parse("2026-01-01T00:00:00Z"),
                new JsonObject().put("text", text));
    }

    @Override
    public void close() {
        rounds.stop(new ShutdownEvent());
        relay.stop(new ShutdownEvent());
        reconciler.stop(new ShutdownEvent());
        NatsLinks.stop(link);
        own.close();
        appPool.closeAndAwait();
        relayPool.closeAndAwait();
        blocking.close();
    }

    private static final OutboxConfig CONFIG = new OutboxConfig() {
        @Override
        public Duration sweep() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration sweepDatabases() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int batch() {
            return 256;
        }

        @Override
        public int lanes() {
            return 4;
        }

        @Override
        public Duration keepSent() {
            return Duration.ofHours(72);
        }

        @Override
        public Duration keepSeen() {
            return Duration.ofDays(9);
        }

        @Override
        public int forgotten() {
            return 5_000;
        }
    };
}
