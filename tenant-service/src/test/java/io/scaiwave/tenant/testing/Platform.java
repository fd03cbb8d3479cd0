package io.scaiwave.tenant.testing;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Speaks in the platform's account, as the services do. */
public final class Platform implements AutoCloseable {

    private final Connection connection;

    public Platform() throws IOException, InterruptedException {
        connection = Nats.connect(Options.builder()
                .server(Installation.environment().get("SCAIWAVE_NATS_URL"))
                .authHandler(
                        Nats.credentials(Installation.key("nats-admin.creds").toString()))
                .build());
    }

    public Connection connection() {
        return connection;
    }

    public void say(TenantId tenant, RoomId room, String text) throws TimeoutException, InterruptedException {
        connection.publish("swp." + tenant + ".room." + room + ".message", text.getBytes(StandardCharsets.UTF_8));
        connection.flush(Duration.ofSeconds(5));
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
