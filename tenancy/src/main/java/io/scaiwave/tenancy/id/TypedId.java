package io.scaiwave.tenancy.id;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * An identifier that says what it names. Stored as a UUIDv7, shown everywhere else as
 * {@code <prefix>_<26 characters of base32>}.
 */
public interface TypedId {

    UUID uuid();

    String prefix();

    /** The form used at every surface: API, events, tokens, logs, Redis keys and subjects. */
    @JsonValue
    default String wire() {
        return TypeIdCodec.format(prefix(), uuid());
    }
}
