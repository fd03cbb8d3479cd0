package io.scaiwave.room.moves;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In the order in which they are taken. */
enum MoveStep {
    /** The target is made, empty. */
    PREPARE,
    /** Changes are noted from here on. */
    CAPTURE,
    COPY,
    /** The changes meanwhile are brought over and the copies compared. */
    COMPARE,
    /** Writers are held back, the last changes brought over, the target opened. */
    SWITCH,
    /** The old copy goes. */
    REMOVE;

    static Optional<MoveStep> of(String wire) {
        return Arrays.stream(values())
                .filter(step -> step.name().toLowerCase(Locale.ROOT).equals(wire))
                .findFirst();
    }
}
