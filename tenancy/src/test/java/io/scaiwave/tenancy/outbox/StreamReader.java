package io.scaiwave.tenancy.outbox;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.PrivateNats;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a stream holds of one subject, in its order. */
final class StreamReader {

    private StreamReader() {}

    static List<String> texts(String stream, String subject) {
        return texts(Backing.nats(), stream, subject);
    }

    static List<JsonObject> read(String stream, String subject) {
        return read(Backing.nats(), stream, subject);
    }

    static List<String> texts(PrivateNats nats, String stream, String subject) {
        return read(nats, stream, subject).stream()
                .map(body -> body.getJsonObject("data").getString("text"))
                .toList();
    }

    private static List<JsonObject> read(PrivateNats nats, String stream, String subject) {
        List<JsonObject> found = new ArrayList<>();
        try (Connection connection = Nats.connect(nats.url())) {
            JetStreamManagement management = connection.jetStreamManagement();
            long next = 1;
            while (true) {
                MessageInfo message = management.getNextMessage(stream, next, subject);
                found.add(Buffer.buffer(message.getData()).toJsonObject());
                next = message.getSeq() + 1;
            }
        } catch (JetStreamApiException end) {
            return found;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
