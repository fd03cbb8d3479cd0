package io.scaiwave.tenancy.outbox;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/** An unsent row. */
record OutboxRow(UUID id, String subject, String messageId, byte[] payload) {

    static OutboxRow of(Row row) {
        return new OutboxRow(
                row.getUUID("id"),
                row.getString("subject"),
                row.getString("message_id"),
                row.get(JsonObject.class, "payload").toBuffer().getBytes());
    }
}
