package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Event credentials of a tenant. */
@Schema(type = SchemaType.STRING, pattern = "^cred_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record CredentialId(UUID uuid) implements TypedId {

    public static final String PREFIX = "cred";

    public static CredentialId random() {
        return new CredentialId(Uuid7.next());
    }

    public static CredentialId of(UUID uuid) {
        return new CredentialId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static CredentialId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, CredentialId::new);
    }

    /** The name that JAX-RS looks for. */
    public static CredentialId fromString(String text) {
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
