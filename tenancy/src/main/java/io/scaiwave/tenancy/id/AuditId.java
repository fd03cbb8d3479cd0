package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of an audit log. */
@Schema(type = SchemaType.STRING, pattern = "^aud_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record AuditId(UUID uuid) implements TypedId {

    public static final String PREFIX = "aud";

    public static AuditId random() {
        return new AuditId(Uuid7.next());
    }

    public static AuditId of(UUID uuid) {
        return new AuditId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static AuditId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, AuditId::new);
    }

    /** The name that JAX-RS looks for. */
    public static AuditId fromString(String text) {
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
