package io.scaiwave.tenant.limits;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every limit a tenant has, with the platform's default. */
public enum LimitName {
    MAX_PARTICIPANTS(LimitValue.of(100)),
    MAX_ROOMS(LimitValue.of(500)),
    MAX_STORAGE_MB(LimitValue.of(10_240)),
    MAX_USERS(LimitValue.of(25)),
    AI_TOKENS_MONTHLY_LIMIT(LimitValue.NONE),
    SIDEKICKS_PER_USER(LimitValue.of(3)),
    SIDEKICKS_PER_TENANT(LimitValue.of(10)),
    PLAN_STEPS(LimitValue.of(20)),
    REQUESTS_PER_MINUTE_KEY(LimitValue.of(60)),
    REQUESTS_PER_MINUTE_USER(LimitValue.of(120)),
    REQUESTS_PER_MINUTE_TENANT(LimitValue.of(1_000)),
    REQUESTS_PER_MINUTE_PARTNER(LimitValue.of(5_000));

    private static final Map<String, LimitName> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(LimitName::wire, Function.identity()));

    private final LimitValue platformDefault;

    LimitName(LimitValue platformDefault) {
        this.platformDefault = platformDefault;
    }

    /** True for what all of a partner's tenants share: neither the partner nor a tenant of it says how much that is. */
    public boolean isPartners() {
        return this == REQUESTS_PER_MINUTE_PARTNER;
    }

    public LimitValue platformDefault() {
        return platformDefault;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LimitName> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    public static List<String> wires() {
        return Arrays.stream(values()).map(LimitName::wire).toList();
    }
}
