package io.scaiwave.room.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Options;
import io.nats.client.PushSubscribeOptions;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.Subjects;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A look at, and a voice in, the platform's account. */
public final class Nats implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Connection connection;

    public Nats() {
        this(Installation.environment().get("SCAIWAVE_NATS_URL"));
    }

    public Nats(String url) {
        var environment = Installation.environment();
        try {
            connection = io.nats.client.Nats.connect(Options.builder()
                    .server(url)
                    .authHandler(io.nats.client.Nats.credentials(environment.get("SCAIWAVE_NATS_ADMIN_CREDENTIALS")))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException("NATS is not there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything the tenant's rooms say from now on. */
    public List<Message> hear(TenantId tenant) {
        List<Message> heard = new CopyOnWriteArrayList<>();
        connection.createDispatcher(heard::add).subscribe(Subjects.roomsOf(tenant));
        try {
            connection.flush(Duration.ofSeconds(5));
        } catch (java.util.concurrent.TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return heard;
    }

    /** Everything the tenant's rooms ever said, as the stream has it. */
    public List<Message> kept(TenantId tenant) {
        List<Message> all = new ArrayList<>();
        try {
            var subscription = connection
                    .jetStream()
                    .subscribe(
                            Subjects.roomsOf(tenant),
                            PushSubscribeOptions.builder().stream("ROOM_EVENTS")
                                    .ordered(true)
                                    .build());
            for (Message next = subscription.nextMessage(SOON); next != null; next = subscription.nextMessage(SOON)) {
                all.add(next);
            }
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("The stream cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return all;
    }

    /** What another replica says when something happened in a room. */
    public void wake(TenantId tenant, String key) {
        JsonObject word = new JsonObject().put("replica", "another").put("key", key);
        connection.publish(Subjects.tenant(tenant, "sync.wake"), word.toBuffer().getBytes());
    }

    /** Tells the service about a tenant as tenant-service would, and waits until it knows. */
    public void tell(TenantDirectory directory, TenantEntry entry) {
        byte[] event = new JsonObject().put("data", entry.toJson()).toBuffer().getBytes();
        await().atMost(10, SECONDS).untilAsserted(() -> {
            connection.publish(Subjects.tenant(entry.id(), "tenant.updated"), event);
            assertThat(directory.byId(entry.id()).map(TenantEntry::version)).contains(entry.version());
        });
    }

    public static TenantEntry entry(
            TenantContext tenant, String status, String partnerStatus, Map<String, Long> limits) {
        return new TenantEntry(
                tenant.tenantId(),
                tenant.partnerId(),
                tenant.slug(),
                Set.of(),
                "A tenant",
                status,
                partnerStatus,
                tenant.plan(),
                tenant.isolation(),
                tenant.dataRegion(),
                tenant.epoch(),
                tenant.partnerEpoch(),
                limits,
                new JsonObject(),
                Map.of(),
                tenant.epoch(),
                OffsetDateTime.now(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
