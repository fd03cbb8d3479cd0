package io.scaiwave.tenancy.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    private static final int MANY = 20_000;
    private static final int THREADS = 8;

    @Test
    void versionAndVariantAreThoseOfTheStandard() {
        for (int i = 0; i < MANY; i++) {
            UUID id = Uuid7.next();

            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void idsOfOneProcessGrow() {
        UUID last = Uuid7.next();
        for (int i = 0; i < MANY; i++) {
            UUID next = Uuid7.next();

            assertThat(TenantId.of(next).wire()).isGreaterThan(TenantId.of(last).wire());
            last = next;
        }
    }

    /** The counter may run ahead of the clock, 4096 ids a millisecond; it never stands behind it. */
    @Test
    void theTimeInItIsNotBehindTheClock() {
        long before = Clock.systemUTC().millis();

        long stamped = Uuid7.next().getMostSignificantBits() >>> 16;

        assertThat(stamped).isGreaterThanOrEqualTo(before);
    }

    @Test
    void threadsNeverGetTheSameAndEachSeesItsOwnGrow() throws Exception {
        Set<UUID> all = ConcurrentHashMap.newKeySet();
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Boolean>> growing = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                growing.add(threads.submit(() -> {
                    start.await();
                    return grows(all);
                }));
            }
            start.countDown();

            for (Future<Boolean> each : growing) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(all).hasSize(THREADS * MANY);
        // Time and counter alone tell them apart: no two share the upper half.
        assertThat(all.stream().map(UUID::getMostSignificantBits).distinct().count())
                .isEqualTo(THREADS * MANY);
    }

    private static boolean grows(Set<UUID> all) {
        long last = 0;
        boolean grown = true;
        for (int i = 0; i < MANY; i++) {
            UUID id = Uuid7.next();
            all.add(id);
            grown &= Long.compareUnsigned(id.getMostSignificantBits(), last) > 0;
            last = id.getMostSignificantBits();
        }
        return grown;
    }

    @Test
    void theLowerHalfCannotBeGuessed() {
        long set = -1;
        long unset = -1;
        for (int i = 0; i < 200; i++) {
            long random = Uuid7.next().getLeastSignificantBits();
            set &= random;
            unset &= ~random;
        }

        // Only the variant's two bits are always the same: 62 bits that vary, each stuck by chance in 2^-199.
        assertThat(set).isEqualTo(0x8000_0000_0000_0000L);
        assertThat(unset).isEqualTo(0x4000_0000_0000_0000L);
    }
}
