package io.scaiwave.room.rooms;

import io.scaiwave.room.access.RoomType;
import io.scaiwave.tenancy.problem.RefusedException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a caller asks for; {@code group} unless it says another type. */
@Schema(name = "NewRoom")
public record NewRoom(
        @Nullable RoomType roomType,
        @Nullable String name,
        @Nullable String topic) {

    RoomType type() {
        return roomType == null ? RoomType.GROUP : roomType;
    }

    NewRoom checked() {
        if (name == null && type().needsName()) {
            throw RefusedException.invalid("name", "is required for rooms of type " + type().wire());
        }
        return new NewRoom(type(), Naming.name(name), Naming.topic(topic));
    }
}
