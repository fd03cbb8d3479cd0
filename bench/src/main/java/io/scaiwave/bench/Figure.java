package io.scaiwave.bench;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;

/**
 * One measured number over several rounds.
 *
 * @param must what it has to be, in words, or empty
 */
record Figure(String name, String unit, double min, double median, double max, String must) {

    static Figure of(String name, String unit, double[] rounds, String must) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Figure(name, unit, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], must);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-58s %10.3f %-4s (%.3f to %.3f)%s",
                name,
                median,
                unit,
                min,
                max,
                must.isEmpty() ? "" : "   must: " + must);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("name", name)
                .put("unit", unit)
                .put("min", min)
                .put("median", median)
                .put("max", max)
                .put("must", must);
    }
}
