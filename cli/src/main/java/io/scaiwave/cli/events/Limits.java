package io.scaiwave.cli.events;

import java.time.Duration;
import java.time.Instant;

/** When to stop: after so many events or so much time; zero means no limit. */
record Limits(long count, Instant end) {
    static Limits of(long count, long seconds) {
        return new Limits(count, seconds == 0 ? Instant.MAX : Instant.now().plus(Duration.ofSeconds(seconds)));
    }

    boolean reached(long seen) {
        return count > 0 && seen >= count || !Instant.now().isBefore(end);
    }

    /** Waiting for a number of events and getting fewer is a failure; a time limit alone is an end. */
    boolean satisfied(long seen) {
        return seen >= count;
    }
}
