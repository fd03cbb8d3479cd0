package io.scaiwave.room.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.time.WireTime;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The CloudEvents 1.0 form of an event, written before its position is known: the statement that takes the position puts
 * it in, by {@code before || position || between || position || after}. The position as an extension is text, because
 * the integers of CloudEvents end at 2³¹.
 */
final class CloudEvents {

    static final String BETWEEN = "},\"streamposition\":\"";
    static final String AFTER = "\"}";
    private static final JsonFactory JSON = new JsonFactory();

    private CloudEvents() {}

    static String before(TenantId tenant, EventDraft event) {
        StringWriter text = new StringWriter(event.content().json().length() + 800);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeAttributes(json, tenant, event);
            json.writeFieldName("data");
            writeRow(json, event);
            json.flush();
            text.write(",\"stream_position\":");
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    private static void writeAttributes(JsonGenerator json, TenantId tenant, EventDraft event) throws IOException {
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", event.id().wire());
        json.writeStringField(
                "source", "/tenants/" + tenant.wire() + "/rooms/" + event.room().wire());
        json.writeStringField("type", event.type().wire());
        json.writeStringField("subject", event.room().wire());
        json.writeStringField("time", WireTime.of(event.at()));
        json.writeStringField("datacontenttype", "application/json");
        json.writeStringField("tenantid", tenant.wire());
        if (event.traceparent() != null) {
            json.writeStringField("traceparent", event.traceparent());
        }
    }

    private static void writeRow(JsonGenerator json, EventDraft event) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", event.id().wire());
        json.writeStringField("room_id", event.room().wire());
        json.writeStringField("sender_id", event.sender().wire());
        json.writeStringField("event_type", event.type().wire());
        json.writeFieldName("content");
        json.writeRawValue(event.content().json());
        json.writeStringField("origin_ts", WireTime.of(event.at()));
        json.writeStringField("created_at", WireTime.of(event.at()));
        json.writeNullField("edited_at");
        json.writeNullField("redacted_at");
        json.writeNullField("foreign_origin");
    }
}
