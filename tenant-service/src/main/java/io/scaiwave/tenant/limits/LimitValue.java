package io.scaiwave.tenant.limits;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** A number, or none: no limit at all, which is said and never assumed from absence. */
public record LimitValue(@Nullable Long amount) {

    public static final LimitValue NONE = new LimitValue(null);

    public LimitValue {
        if (amount != null && amount < 0) {
            throw new IllegalArgumentException("A limit cannot be negative");
        }
    }

    public static LimitValue of(long amount) {
        return new LimitValue(amount);
    }

    public boolean exceeds(LimitValue cap) {
        if (cap.amount == null) {
            return false;
        }
        return amount == null || amount > cap.amount;
    }

    @Override
    @JsonValue
    public @Nullable Long amount() {
        return amount;
    }
}
