package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work on one tenant.
 *
 * @param forward false while finished steps are being undone
 * @param fence the lease that the reader holds; a write under an older one does nothing
 */
public record Operation(
        OperationId id,
        PartnerId partnerId,
        TenantId tenantId,
        String kind,
        OperationState state,
        boolean forward,
        boolean cancelled,
        JsonObject input,
        Origin origin,
        long revision,
        long fence,
        @Nullable String error,
        Times times,
        List<StepProgress> steps) {

    /** Who asked for it, in which request. */
    public record Origin(String actor, String requestId) {}

    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant finished) {}

    /** One step as it stands. */
    public record StepProgress(
            int position,
            String name,
            StepState state,
            int attempt,
            int percent,
            @Nullable String error,
            @Nullable Instant started,
            @Nullable Instant finished) {

        StepProgress as(StepState next, int attempts, @Nullable String why) {
            int done = next == StepState.SUCCEEDED ? 100 : 0;
            return new StepProgress(position, name, next, attempts, done, why, started, finished);
        }

        /** True if it may have left something behind. */
        boolean wasTried() {
            return attempt > 0 && state != StepState.ROLLED_BACK;
        }
    }

    public int percent() {
        return steps.isEmpty()
                ? 0
                : steps.stream().mapToInt(StepProgress::percent).sum() / steps.size();
    }
}
