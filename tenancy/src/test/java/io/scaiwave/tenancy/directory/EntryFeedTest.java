package io.scaiwave.tenancy.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.nats.LiveSubscriptions;
import io.scaiwave.tenancy.nats.NatsLinks;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.token.InternalTokens;
import io.scaiwave.tenancy.token.ServiceKeys;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed that asks a server in tenant-service's place. */
class EntryFeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EntryKind<TenantEntry> KIND = new EntryKind<>(
            "/entries", "swp.*.nothing", "partner_status", "tenant_directory", "tenant_id", TenantEntry::fromJson);
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-01-02T03:04:05.123456Z");

    private final Map<String, TenantEntry> received = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final TenantEntry first = Entries.tenant(TIME);
    private final TenantEntry second = Entries.tenant(TIME.plusSeconds(1));
    private final String unreadable = Entries.tenant(TIME).id().wire();
    private volatile boolean well;
    private Pool pool;
    private HttpServer server;
    private EntryFeed<TenantEntry> feed;

    @BeforeEach
    void open() {
        pool = Backing.schema().appPool(Backing.vertx(), 4);
        server = Backing.vertx()
                .getDelegate()
                .createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        DirectoryConfig config = config(URI.create("http://127.0.0.1:" + server.actualPort()));
        InternalTokens tokens =
                new InternalTokens(ServiceKeys.named("room-service").heldBy("room-service"));
        feed = new EntryFeeds(
                        config,
                        new DirectoryStore(Databases.tenantDb(pool)),
                        new DirectorySource(Backing.vertx(), config, tokens, "room-service"),
                        new LiveSubscriptions(NatsLinks.link("nats://127.0.0.1:1", blocking)))
                .of(KIND, entry -> received.put(entry.id().wire(), entry) == null);
    }

    @AfterEach
    void close() {
        feed.stop();
        server.close().toCompletionStage().toCompletableFuture().join();
        pool.closeAndAwait();
        blocking.shutdownNow();
    }

    /** The first page ends with what nobody can read, and says itself where the second begins. */
    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        if (!well) {
            request.response().setStatusCode(500).end();
            return;
        }
        DirectoryPlace behind = DirectoryPlace.of(first);
        boolean start = !behind.afterId().toString().equals(request.getParam("after_id"));
        JsonObject odd = new JsonObject().put("id", unreadable).put("version", 7);
        JsonArray data = start
                ? new JsonArray().add(first.toJson()).add(odd).add("no object").addNull()
                : new JsonArray().add(second.toJson());
        JsonObject meta = start ? new JsonObject().put(DirectoryPlace.NEXT, behind.toJson()) : new JsonObject();
        request.response()
                .end(new JsonObject().put("data", data).put("meta", meta).toBuffer());
    }

    private static DirectoryConfig config(URI source) {
        return new DirectoryConfig() {
            @Override
            public Optional<URI> source() {
                return Optional.of(source);
            }

            @Override
            public Duration poll() {
                return Duration.ofMillis(20);
            }

            @Override
            public int page() {
                return 500;
            }
        };
    }

    @Test
    void whatCannotBeReadIsSaidOnceAndKeepsNothingBack() {
        well = true;
        try (Said said = Said.by(DirectorySource.class)) {
            feed.start();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(received)
                    .containsKeys(first.id().wire(), second.id().wire()));
            int before = asked.get();
            await().atMost(PATIENCE).until(() -> asked.get() > before + 6);

            assertThat(feed.isFilled()).isTrue();
            assertThat(said.warnings())
                    .filteredOn(line -> line.contains(unreadable))
                    .hasSize(1);
            assertThat(said.warnings())
                    .filteredOn(line -> line.contains("no object"))
                    .hasSize(1);
        }
        assertThat(received.get(first.id().wire())).isEqualTo(first);
    }

    @Test
    void thatItCannotAskIsSaidOnceAndAgainAfterItCould() {
        try (Said said = Said.by(EntryFeed.class)) {
            feed.start();
            await().atMost(PATIENCE)
                    .until(() -> asked.get() > 6 && !failures(said).isEmpty());
            assertThat(failures(said)).hasSize(1);

            well = true;
            await().atMost(PATIENCE)
                    .until(() -> received.containsKey(second.id().wire()));
            int before = asked.get();
            await().atMost(PATIENCE).until(() -> asked.get() > before + 6);
            well = false;

            await().atMost(PATIENCE).until(() -> failures(said).size() == 2);
        }
    }

    private static List<String> failures(Said said) {
        return said.warnings().stream()
                .filter(line -> line.contains("answered 500"))
                .toList();
    }
}
