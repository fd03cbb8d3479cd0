package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Isolation;
import java.util.Optional;

/** The fence does not let this transaction in. */
final class ClosedPlaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Isolation> level;

    /** @param level where the fence sends the tenant's transactions; empty if it knows no place for them */
    ClosedPlaceException(Optional<Isolation> level) {
        super("The copy of the rows is closed", null, false, false);
        this.level = level;
    }

    Optional<Isolation> level() {
        return level;
    }
}
