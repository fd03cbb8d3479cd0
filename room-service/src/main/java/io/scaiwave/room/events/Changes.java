package io.scaiwave.room.events;

import io.scaiwave.room.access.TenantGate;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.idempotency.Answer;
import io.scaiwave.tenancy.idempotency.Idempotency;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every changing endpoint does around its change: who does it, and once for each key. */
@ApplicationScoped
public class Changes {

    /** Two requests may do the same at once; the loser meets one of these. */
    private static final Set<String> RACED_FOR = Set.of("members_pkey", "events_event_uuid");

    private final TenantGate gate;
    private final Acts acts;
    private final Idempotency idempotency;

    public Changes(TenantGate gate, Acts acts, Idempotency idempotency) {
        this.gate = gate;
        this.acts = acts;
        this.idempotency = idempotency;
    }

    /** Refuses before anything else whom the tenant does not let in. */
    public Act act(ActRequest request) {
        return request.act(gate, acts);
    }

    /** The change in one transaction with the record of its answer; a lost race is run again and finds who won. */
    public Uni<Response> once(IdempotentCall call, Function<Tx, Uni<Answer>> change) {
        return Uni.createFrom()
                .deferred(() -> idempotency.run(call, change))
                .onFailure(Changes::lostRace)
                .retry()
                .atMost(1);
    }

    /** As {@link #once(IdempotentCall, Function)}, for a body as it will be compared with a repeat's. */
    public Uni<Response> once(
            ActRequest request, String method, @Nullable Object body, Function<Tx, Uni<Answer>> change) {
        return once(request.call(method, body), change);
    }

    private static boolean lostRace(Throwable failure) {
        return RACED_FOR.stream().anyMatch(constraint -> DatabaseFailures.isUniqueViolation(failure, constraint));
    }
}
