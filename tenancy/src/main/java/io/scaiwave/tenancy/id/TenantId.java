package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant: a company, a team, a project. */
@Schema(type = SchemaType.STRING, pattern = "^tnt_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record TenantId(UUID uuid) implements TypedId {

    public static final String PREFIX = "tnt";

    public static TenantId random() {
        return new TenantId(Uuid7.next());
    }

    public static TenantId of(UUID uuid) {
        return new TenantId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static TenantId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, TenantId::new);
    }

    /** The name that JAX-RS looks for. */
    public static TenantId fromString(String text) {
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
