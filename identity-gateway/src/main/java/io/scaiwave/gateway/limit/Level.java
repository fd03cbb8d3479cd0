package io.scaiwave.gateway.limit;

import java.util.Locale;

/** Whose requests are counted together; the narrowest first. */
public enum Level {
    /** Callers without a token, by the address they come from; its limit is the installation's. */
    ADDRESS(0),
    /** Tokens that are not good, by the address they are shown from; its limit is the installation's. */
    AUTHENTICATION(0),
    USER(120),
    TENANT(1_000),
    PARTNER(5_000);

    private final long defaultPerMinute;

    Level(long defaultPerMinute) {
        this.defaultPerMinute = defaultPerMinute;
    }

    /** What holds for callers who act in no tenant, whose limits would say otherwise. */
    long defaultPerMinute() {
        return defaultPerMinute;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    String limitName() {
        return "requests_per_minute_" + wire();
    }
}
