package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A room event. */
@Schema(type = SchemaType.STRING, pattern = "^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record EventId(UUID uuid) implements TypedId {

    public static final String PREFIX = "evt";

    public static EventId random() {
        return new EventId(Uuid7.next());
    }

    public static EventId of(UUID uuid) {
        return new EventId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static EventId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, EventId::new);
    }

    /** The name that JAX-RS looks for. */
    public static EventId fromString(String text) {
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
