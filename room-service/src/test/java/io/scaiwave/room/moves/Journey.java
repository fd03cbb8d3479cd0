package io.scaiwave.room.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.time.Duration;
import java.util.Arrays;

/** A move of one tenant, step by step, as tenant-service asks for it. */
record Journey(Tenant tenant, MoveRequest request) {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CALLS = 60;

    static Journey of(Tenant tenant, Isolation from, Isolation to) {
        return new Journey(tenant, new MoveRequest(OperationId.random().uuid(), from, to));
    }

    StepAnswer once(MoveStep step) {
        return Arc.container()
                .select(Moves.class)
                .get()
                .run(tenant.id(), request, step)
                .await()
                .atMost(LONG);
    }

    StepAnswer whole(MoveStep step) {
        StepAnswer answer = attempt(step);
        for (int i = 0; !answer.done() && i < CALLS; i++) {
            answer = attempt(step);
        }
        assertThat(answer.done()).as("%s ends", step).isTrue();
        return answer;
    }

    /** On a slow machine a fence may end too soon; then the step is asked for again. */
    private StepAnswer attempt(MoveStep step) {
        try {
            return once(step);
        } catch (RefusedException refused) {
            if (refused.code() != ErrorCode.SW_DEPENDENCY_DOWN) {
                throw refused;
            }
            return StepAnswer.at(0);
        }
    }

    /** All steps up to and with this one. */
    Journey upTo(MoveStep last) {
        Arrays.stream(MoveStep.values())
                .filter(step -> step.compareTo(last) <= 0)
                .forEach(this::whole);
        return this;
    }

    void undo() {
        StepAnswer answer = null;
        for (int i = 0; (answer == null || !answer.done()) && i < CALLS; i++) {
            answer = Arc.container()
                    .select(Moves.class)
                    .get()
                    .undo(tenant.id(), request)
                    .await()
                    .atMost(LONG);
        }
        assertThat(answer).isNotNull().extracting(StepAnswer::done).isEqualTo(true);
    }
}
