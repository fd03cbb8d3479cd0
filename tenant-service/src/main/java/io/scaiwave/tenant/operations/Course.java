package io.scaiwave.tenant.operations;

import io.scaiwave.tenant.operations.Operation.StepProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a worker has come with an operation.
 *
 * @param unwritten steps whose new state is not stored yet; they travel with the next write
 */
record Course(
        Operation operation,
        List<StepProgress> steps,
        boolean forward,
        boolean cancelled,
        List<StepProgress> unwritten) {

    static Course of(Operation operation) {
        return new Course(operation, operation.steps(), operation.forward(), operation.cancelled(), List.of());
    }

    Course with(StepProgress step) {
        List<StepProgress> all = new ArrayList<>(steps);
        all.set(step.position(), step);
        List<StepProgress> more = new ArrayList<>(unwritten);
        more.removeIf(other -> other.position() == step.position());
        more.add(step);
        return new Course(operation, List.copyOf(all), forward, cancelled, List.copyOf(more));
    }

    Course written() {
        return new Course(operation, steps, forward, cancelled, List.of());
    }

    Course turnedBack() {
        return new Course(operation, steps, false, cancelled, unwritten);
    }

    Course cancelledIf(boolean asked) {
        return new Course(operation, steps, forward, cancelled || asked, unwritten);
    }

    /** The next step to run, while going forward. */
    Optional<StepProgress> nextToRun() {
        return steps.stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .findFirst();
    }

    /** The next step to undo, while going back. */
    Optional<StepProgress> nextToUndo() {
        return steps.reversed().stream().filter(StepProgress::wasTried).findFirst();
    }

    OperationState endOfTheWayBack() {
        return cancelled ? OperationState.CANCELLED : OperationState.ROLLED_BACK;
    }
}
