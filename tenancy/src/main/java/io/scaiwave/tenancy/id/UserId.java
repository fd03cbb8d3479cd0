package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user of one tenant. */
@Schema(type = SchemaType.STRING, pattern = "^usr_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record UserId(UUID uuid) implements TypedId {

    public static final String PREFIX = "usr";

    public static UserId random() {
        return new UserId(Uuid7.next());
    }

    public static UserId of(UUID uuid) {
        return new UserId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static UserId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, UserId::new);
    }

    /** The name that JAX-RS looks for. */
    public static UserId fromString(String text) {
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
