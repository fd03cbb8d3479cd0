package io.scaiwave.bench;

import java.util.Arrays;

/** Times of one round. */
record Latencies(long[] nanos) {

    double micros(double quantile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int index = (int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
        return sorted[index] / 1_000.0;
    }
}
