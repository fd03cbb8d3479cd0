package io.scaiwave.tenant.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where one step stands. */
public enum StepState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    ROLLED_BACK;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
