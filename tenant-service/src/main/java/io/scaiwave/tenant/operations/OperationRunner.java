package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.operations.Operation.StepProgress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Takes one leased operation as far as it will go: to its end, or to the next wait. */
@ApplicationScoped
public class OperationRunner {

    private static final Logger LOG = Logger.getLogger(OperationRunner.class);

    private final OperationProgress progress;
    private final OperationsConfig config;
    private final Map<String, Procedure> procedures;

    public OperationRunner(OperationProgress progress, OperationsConfig config, Instance<Procedure> procedures) {
        this.progress = progress;
        this.config = config;
        this.procedures =
                procedures.stream().collect(Collectors.toUnmodifiableMap(Procedure::kind, Function.identity()));
    }

    Uni<Void> run(Operation operation) {
        return advance(Course.of(operation));
    }

    private Uni<Void> advance(Course course) {
        Course next = course.cancelled() && course.forward() ? course.turnedBack() : course;
        return next.forward() ? forward(next) : back(next);
    }

    private Uni<Void> forward(Course course) {
        return course.nextToRun()
                .map(step -> {
                    Course begun = course.with(step.as(StepState.RUNNING, step.attempt() + 1, null));
                    return progress.write(begun.operation(), true, begun.unwritten())
                            .chain(cancelled -> cancelled
                                    ? advance(begun.written().cancelledIf(true))
                                    : attempt(begun.written(), begun.steps().get(step.position())));
                })
                .orElseGet(() -> progress.finish(course.operation(), OperationState.SUCCEEDED, course.unwritten()));
    }

    private Uni<Void> attempt(Course course, StepProgress running) {
        return bounded(() -> step(course, running).run(course.operation()))
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null
                        ? advance(course.with(running.as(StepState.SUCCEEDED, running.attempt(), null)))
                        : failed(course, running, failure));
    }

    private Uni<Void> failed(Course course, StepProgress running, Throwable failure) {
        String why = reason(running, failure);
        if (running.attempt() < config.attempts()) {
            StepProgress waiting = running.as(StepState.QUEUED, running.attempt(), why);
            return progress.postpone(course.operation(), true, waiting, backoff(running.attempt()));
        }
        Course turned = course.turnedBack().with(running.as(StepState.FAILED, running.attempt(), why));
        return advance(turned);
    }

    private Uni<Void> back(Course course) {
        return course.nextToUndo()
                .map(step -> progress.write(course.operation(), false, course.unwritten())
                        .chain(ignored -> undo(course.written(), step)))
                .orElseGet(() -> progress.finish(course.operation(), course.endOfTheWayBack(), course.unwritten()));
    }

    private Uni<Void> undo(Course course, StepProgress step) {
        return bounded(() -> step(course, step).undo(course.operation()))
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null
                        ? advance(course.with(step.as(StepState.ROLLED_BACK, step.attempt(), step.error())))
                        : stuck(course, step, failure));
    }

    private Uni<Void> stuck(Course course, StepProgress step, Throwable failure) {
        int attempts = step.attempt() + 1;
        StepProgress failed = step.as(StepState.FAILED, attempts, reason(step, failure));
        return attempts <= 2 * config.attempts()
                ? progress.postpone(course.operation(), false, failed, backoff(attempts - config.attempts()))
                : progress.finish(course.operation(), OperationState.FAILED, List.of(failed));
    }

    private Step step(Course course, StepProgress at) {
        Procedure procedure = procedures.get(course.operation().kind());
        if (procedure == null) {
            throw new IllegalStateException(
                    "Unknown kind of operation: " + course.operation().kind());
        }
        return procedure.steps().stream()
                .filter(step -> step.name().equals(at.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Unknown step: " + at.name()));
    }

    private Uni<Void> bounded(Supplier<Uni<? extends Void>> work) {
        return Uni.createFrom()
                .<Void>deferred(work)
                .ifNoItem()
                .after(config.stepTimeout())
                .failWith(() -> new StepFailedException("The step took too long."));
    }

    Duration backoff(int attempt) {
        long doubled = config.backoff().toMillis() << Math.clamp(attempt - 1L, 0, 20);
        return Duration.ofMillis(Math.min(doubled, config.backoffLimit().toMillis()));
    }

    /** What the owner may read: our own words only; anything unexpected goes to the log. */
    private static String reason(StepProgress step, Throwable failure) {
        return switch (failure) {
            case StepFailedException expected -> String.valueOf(expected.getMessage());
            case RefusedException refused -> refused.detail();
            default -> {
                LOG.errorf(failure, "An operation's step failed unexpectedly: %s", step.name());
                yield "The step failed unexpectedly.";
            }
        };
    }
}
