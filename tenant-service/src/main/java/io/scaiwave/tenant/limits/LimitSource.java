package io.scaiwave.tenant.limits;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The layer that produced an effective limit. */
public enum LimitSource {
    DEFAULT,
    PLAN,
    TEMPLATE,
    PARTNER_CAP,
    TENANT_OVERRIDE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
