package io.scaiwave.gateway.limit;

import java.util.function.LongSupplier;

/** Stops asking somebody who fails, and lets one question through each second to find out whether it is back. */
final class Circuit {

    private static final int FAILURES = 5;
    private static final long PROBE_MICROS = 1_000_000;

    private final LongSupplier microTime;
    private int failures;
    private long probeAt;

    Circuit(LongSupplier microTime) {
        this.microTime = microTime;
    }

    boolean mayAsk() {
        if (failures < FAILURES) {
            return true;
        }
        long now = microTime.getAsLong();
        if (now < probeAt) {
            return false;
        }
        probeAt = now + PROBE_MICROS;
        return true;
    }

    void succeeded() {
        failures = 0;
    }

    void failed() {
        failures++;
        if (failures == FAILURES) {
            probeAt = microTime.getAsLong() + PROBE_MICROS;
        }
    }

    boolean isOpen() {
        return failures >= FAILURES;
    }
}
