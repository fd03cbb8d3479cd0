package io.scaiwave.bench;

import java.util.ArrayList;
import java.util.List;

/** One number of each round. */
final class Series {

    private final List<Double> rounds = new ArrayList<>();

    void add(double value) {
        rounds.add(value);
    }

    Figure figure(String name, String unit, String must) {
        return Figure.of(
                name, unit, rounds.stream().mapToDouble(Double::doubleValue).toArray(), must);
    }
}
