package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A partner: operates a fleet of tenants. */
@Schema(type = SchemaType.STRING, pattern = "^prt_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record PartnerId(UUID uuid) implements TypedId {

    public static final String PREFIX = "prt";

    public static PartnerId random() {
        return new PartnerId(Uuid7.next());
    }

    public static PartnerId of(UUID uuid) {
        return new PartnerId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static PartnerId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, PartnerId::new);
    }

    /** The name that JAX-RS looks for. */
    public static PartnerId fromString(String text) {
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
