package io.scaiwave.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.system.installation.Api;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole room, page by page, in its order. */
public final class RoomReader {

    private RoomReader() {}

    public static List<String> allTexts(Api user, String room) {
        List<String> texts = new ArrayList<>();
        long from = 0;
        while (true) {
            JsonNode page = user.get("/v1/rooms/" + room + "/messages?direction=forward&limit=200&from=" + from)
                    .expect(200)
                    .data();
            for (JsonNode event : page) {
                from = event.path("stream_position").asLong();
                if (event.path("event_type").asText().equals("swp.room.message")) {
                    texts.add(event.path("content").path("body").asText());
                }
            }
            if (page.isEmpty()) {
                return texts;
            }
        }
    }
}
