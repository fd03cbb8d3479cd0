package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An API key. */
@Schema(type = SchemaType.STRING, pattern = "^key_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record KeyId(UUID uuid) implements TypedId {

    public static final String PREFIX = "key";

    public static KeyId random() {
        return new KeyId(Uuid7.next());
    }

    public static KeyId of(UUID uuid) {
        return new KeyId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static KeyId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, KeyId::new);
    }

    /** The name that JAX-RS looks for. */
    public static KeyId fromString(String text) {
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
