package io.scaiwave.tenancy.outbox;

import io.scaiwave.tenancy.id.Uuid7;
import io.scaiwave.tenancy.time.WireTime;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An event as it will be published: a CloudEvents 1.0 document in structured mode.
 *
 * @param id also the last part of the message id that streams deduplicate by
 */
public record OutboxEvent(UUID id, String subject, JsonObject cloudEvent) {

    /**
     * @param wireId typed id of the event or of the entry it reports
     * @param source who speaks, for example {@code /tenants/tnt_…}
     * @param type for example {@code swp.tenant.suspended}
     */
    public static OutboxEvent of(
            UUID id, String wireId, String subject, String source, String type, OffsetDateTime time, JsonObject data) {
        return new OutboxEvent(
                id,
                subject,
                new JsonObject()
                        .put("specversion", "1.0")
                        .put("id", wireId)
                        .put("source", source)
                        .put("type", type)
                        .put("time", WireTime.of(time))
                        .put("datacontenttype", "application/json")
                        .put("data", data));
    }

    /** An event that has no id of its own beyond this one. */
    public static OutboxEvent of(String subject, String source, String type, OffsetDateTime time, JsonObject data) {
        UUID id = Uuid7.next();
        return of(id, id.toString(), subject, source, type, time, data);
    }
}
