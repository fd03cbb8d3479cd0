package io.scaiwave.tenant.operations;

/** A step could not be done now. The message is shown to the operation's owner. */
public final class StepFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StepFailedException(String message) {
        super(message, null, false, false);
    }
}
