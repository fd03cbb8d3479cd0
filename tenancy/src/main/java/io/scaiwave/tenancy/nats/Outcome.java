package io.scaiwave.tenancy.nats;

import java.time.Duration;

/** What became of a message: done, to be tried again, or never to be handled. */
public sealed interface Outcome {

    Outcome HANDLED = new Handled();

    record Handled() implements Outcome {}

    record Retry(Duration after) implements Outcome {}

    /** Goes to the dead-letter stream with the reason. */
    record Poison(String reason) implements Outcome {}
}
