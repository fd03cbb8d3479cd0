package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A lifecycle operation. */
@Schema(type = SchemaType.STRING, pattern = "^op_[0-7][0-9a-hjkmnp-tv-z]{25}$")
public record OperationId(UUID uuid) implements TypedId {

    public static final String PREFIX = "op";

    public static OperationId random() {
        return new OperationId(Uuid7.next());
    }

    public static OperationId of(UUID uuid) {
        return new OperationId(uuid);
    }

    /** Strict: one spelling per id, any other is refused with {@code SW_ID_INVALID}. */
    @JsonCreator
    public static OperationId parse(String text) {
        return TypeIdCodec.parse(PREFIX, text, OperationId::new);
    }

    /** The name that JAX-RS looks for. */
    public static OperationId fromString(String text) {
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
