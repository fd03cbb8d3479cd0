package io.scaiwave.bench;

import java.util.List;
import java.util.Random;

/** Which of many is asked next: the same again with the same seed, by {@code -Dscaiwave.seed}. */
final class Chance {

    static final long SEED = Long.getLong("scaiwave.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    /** One of these; {@link Random} is safe among threads. */
    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
