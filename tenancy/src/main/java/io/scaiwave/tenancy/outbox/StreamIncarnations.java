package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamInfo;
import io.scaiwave.tenancy.nats.StreamDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When each stream was made, and how far it reaches: tells a stream from its successor after a loss. */
@ApplicationScoped
class StreamIncarnations {

    record Incarnation(OffsetDateTime created, long lastSequence) {}

    private final Map<String, OffsetDateTime> created = new ConcurrentHashMap<>();

    /** Asks the server; blocking, for virtual threads. */
    Incarnation look(Connection connection, StreamDefinition stream) throws IOException, JetStreamApiException {
        StreamInfo info = connection.jetStreamManagement().getStreamInfo(stream.name());
        OffsetDateTime made =
                info.getCreateTime().withZoneSameInstant(ZoneOffset.UTC).toOffsetDateTime();
        created.put(stream.name(), made);
        return new Incarnation(made, info.getStreamState().getLastSequence());
    }

    /** Null until the stream was looked at on this connection. */
    @Nullable
    OffsetDateTime created(String stream) {
        return created.get(stream);
    }

    void forget() {
        created.clear();
    }
}
