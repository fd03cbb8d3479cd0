package io.scaiwave.gateway.testing;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.scaiwave.tenancy.directory.DirectoryEntry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Speaks in the platform's account, as services do. */
public final class Word implements AutoCloseable {

    private final Connection connection;

    public Word() throws IOException, InterruptedException {
        var environment = Installation.environment();
        connection = Nats.connect(Options.builder()
                .server(environment.get("SCAIWAVE_NATS_URL"))
                .authHandler(Nats.credentials(environment.get("SCAIWAVE_NATS_ADMIN_CREDENTIALS")))
                .build());
    }

    public void say(String subject, DirectoryEntry entry) {
        connection.publish(
                subject, new JsonObject().put("data", entry.toJson()).toBuffer().getBytes());
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
