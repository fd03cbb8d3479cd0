package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invitation into a room. */
@Schema(type = SchemaType.STRING, pattern = "^inv_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record InviteId(UUID uuid) implements TypedId {

    public static final String PREFIX = "inv";

    public static InviteId random() {
        return new InviteId(Uuid7.next());
    }

    public static InviteId of(UUID uuid) {
        return new InviteId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static InviteId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, InviteId::new);
    }

    /** The name that JAX-RS looks for. */
    public static InviteId fromString(String text) {
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
