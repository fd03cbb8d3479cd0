package io.scaiwave.bench;

import java.util.Arrays;
import java.util.List;

/** Times of one round. */
record Latencies(long[] nanos) {

    static Latencies of(List<long[]> parts) {
        return new Latencies(parts.stream().flatMapToLong(Arrays::stream).toArray());
    }

    double micros(double quantile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int index = (int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
        return sorted[index] / 1_000.0;
    }
}
