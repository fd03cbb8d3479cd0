package io.scaiwave.tenant.registry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The name of a {@link TenantState}, as stored and shown. */
public enum Status {
    PROVISIONING,
    FAILED,
    TRIAL,
    ACTIVE,
    SUSPENDED,
    ARCHIVED,
    DELETING,
    DELETED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> of(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst();
    }
}
