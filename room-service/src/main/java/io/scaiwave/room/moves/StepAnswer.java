package io.scaiwave.room.moves;

import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param done false if it is to be asked for again, to go on
 * @param pauseMs for how long writers were held back, once they were
 */
public record StepAnswer(
        boolean done, int percent, @Nullable Integer pauseMs) {

    static final StepAnswer DONE = new StepAnswer(true, 100, null);

    static StepAnswer at(int percent) {
        return new StepAnswer(false, percent, null);
    }
}
