package io.scaiwave.tenancy.nats;

import io.nats.client.Message;
import io.nats.client.support.NatsJetStreamConstants;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came: JSON only, whatever a header claims.
 *
 * @param messageId the publisher's message id, by which repeats are known
 * @param cloudEvent null when the body is not a JSON object
 */
public record Incoming(
        String subject,
        @Nullable String messageId,
        @Nullable JsonObject cloudEvent) {

    static Incoming of(Message message) {
        String id = message.hasHeaders() ? message.getHeaders().getFirst(NatsJetStreamConstants.MSG_ID_HDR) : null;
        return new Incoming(message.getSubject(), id, parse(message.getData()));
    }

    private static @Nullable JsonObject parse(byte[] body) {
        try {
            return new JsonObject(new String(body, StandardCharsets.UTF_8));
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    /** The CloudEvent's {@code data}, if it is an object. */
    public Optional<JsonObject> data() {
        return cloudEvent != null && cloudEvent.getValue("data") instanceof JsonObject data
                ? Optional.of(data)
                : Optional.empty();
    }

    /** The part of the subject behind {@code swp.}: a tenant id, a partner id or {@code platform}. */
    public String owner() {
        String[] tokens = subject.split("\\.");
        return tokens.length > 1 ? tokens[1] : "";
    }
}
