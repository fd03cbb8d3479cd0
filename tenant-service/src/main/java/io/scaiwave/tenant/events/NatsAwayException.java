package io.scaiwave.tenant.events;

/** NATS did not answer. What was to be told it is told when it is back. */
public final class NatsAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NatsAwayException() {
        super("NATS does not answer", null, false, false);
    }
}
