package io.scaiwave.room.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.tenancy.problem.RefusedException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A merge patch of a room: an absent member stays, null removes. */
record RoomPatch(@Nullable JsonNode name, @Nullable JsonNode topic) {

    /** Its form, for the API's description. */
    @Schema(name = "RoomPatch")
    record Described(@Nullable String name, @Nullable String topic) {}

    static RoomPatch of(ObjectNode patch) {
        patch.fieldNames().forEachRemaining(field -> {
            if (!field.equals("name") && !field.equals("topic")) {
                throw RefusedException.invalid(field, "is not a field of this request");
            }
        });
        return new RoomPatch(patch.get("name"), patch.get("topic"));
    }

    @Nullable
    String nameOf(Room room) {
        if (name == null) {
            return room.name();
        }
        String wanted = Naming.name(text("name", name));
        if (wanted == null && room.roomType().needsName()) {
            throw RefusedException.invalid("name", "is required for rooms of this type");
        }
        return wanted;
    }

    @Nullable
    String topicOf(Room room) {
        return topic == null ? room.topic() : Naming.topic(text("topic", topic));
    }

    private static @Nullable String text(String field, JsonNode value) {
        if (!value.isTextual() && !value.isNull()) {
            throw RefusedException.invalid(field, "must be text or null");
        }
        return value.textValue();
    }
}
