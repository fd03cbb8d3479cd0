package io.scaiwave.gateway.limit;

/**
 * How a level stands after a decision.
 *
 * @param debtMicros time until all of the budget is free again
 */
public record Standing(Level level, long perMinute, long debtMicros) {

    long remaining() {
        return Math.max(0, (Gcra.WINDOW_MICROS - debtMicros) / Gcra.interval(perMinute));
    }

    long resetSeconds() {
        return (debtMicros + 999_999) / 1_000_000;
    }
}
