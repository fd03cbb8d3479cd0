package io.scaiwave.tenant.auditlog;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/**
 * An entry as it is stored.
 *
 * @param canonical the text that the hash covers
 */
record LoggedEntry(long position, UUID auditId, OffsetDateTime occurredAt, String canonical, byte[] hash) {

    /** The entry with its place in the chain. */
    Map<String, Object> view() {
        return new JsonObject(canonical)
                .put("position", position)
                .put("hash", HexFormat.of().formatHex(hash))
                .getMap();
    }
}
