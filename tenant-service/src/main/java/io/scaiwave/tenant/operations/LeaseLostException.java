package io.scaiwave.tenant.operations;

/** Another replica has taken the operation over; whoever hears this stops working on it. */
final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("The lease on the operation was lost", null, false, false);
    }
}
