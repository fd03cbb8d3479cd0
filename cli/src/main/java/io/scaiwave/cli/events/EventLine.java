package io.scaiwave.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.Json;
import java.nio.charset.StandardCharsets;

/** One event as one line: time, subject, sender, text. Control characters cannot reach the terminal. */
final class EventLine {
    private EventLine() {}

    static String of(String subject, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            JsonNode event = Json.read(text);
            JsonNode row = event.path("data");
            return clean("%s  %s  %s  %s"
                    .formatted(
                            event.path("time").asText("-"),
                            subject,
                            row.path("sender_id").asText("-"),
                            said(row.path("content"))));
        } catch (CliFailure notJson) {
            return clean("-  " + subject + "  -  " + text);
        }
    }

    static String raw(byte[] payload) {
        return clean(new String(payload, StandardCharsets.UTF_8));
    }

    private static String said(JsonNode content) {
        for (String name : new String[] {"body", "text"}) {
            if (content.path(name).isTextual()) {
                return content.path(name).asText();
            }
        }
        return content.isMissingNode() || content.isNull() ? "-" : content.toString();
    }

    private static String clean(String line) {
        return line.replaceAll("\\p{Cntrl}", " ");
    }
}
