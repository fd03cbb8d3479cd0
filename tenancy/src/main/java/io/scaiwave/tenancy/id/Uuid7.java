package io.scaiwave.tenancy.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUID version 7 (RFC 9562, section 5.7, method 1): 48 bits of milliseconds, a 12-bit counter that keeps ids of one
 * process in the order of their making, 62 random bits.
 */
public final class Uuid7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Clock CLOCK = Clock.systemUTC();
    /** Milliseconds in the upper bits, counter in the lower twelve. */
    private static final AtomicLong LAST = new AtomicLong();

    private Uuid7() {}

    public static UUID next() {
        long now = CLOCK.millis() << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(now, last + 1));
        long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xFFFL);
        long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
