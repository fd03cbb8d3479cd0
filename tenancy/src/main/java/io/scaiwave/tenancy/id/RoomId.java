package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A room of one tenant. */
@Schema(type = SchemaType.STRING, pattern = "^room_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record RoomId(UUID uuid) implements TypedId {

    public static final String PREFIX = "room";

    public static RoomId random() {
        return new RoomId(Uuid7.next());
    }

    public static RoomId of(UUID uuid) {
        return new RoomId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static RoomId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, RoomId::new);
    }

    /** The name that JAX-RS looks for. */
    public static RoomId fromString(String text) {
        return parse(text);
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return wire();
    }
}
