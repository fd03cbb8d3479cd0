package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A template of tenants. */
@Schema(type = SchemaType.STRING, pattern = "^tpl_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record TemplateId(UUID uuid) implements TypedId {

    public static final String PREFIX = "tpl";

    public static TemplateId random() {
        return new TemplateId(Uuid7.next());
    }

    public static TemplateId of(UUID uuid) {
        return new TemplateId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static TemplateId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, TemplateId::new);
    }

    /** The name that JAX-RS looks for. */
    public static TemplateId fromString(String text) {
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
