package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.health.Draining;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it moves. Each event is the whole operation at one revision, and its id is that revision: whoever comes
 * back with {@code Last-Event-ID} gets the present one unless it has it already. Ends with the operation.
 */
@Path("/v1/operations/{id}/events")
@Tag(name = "Operations")
public class OperationEventsResource {

    /** Looked at without a hint too: the worker may be another replica's. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Operations operations;
    private final OperationSignals signals;
    private final Draining draining;

    public OperationEventsResource(Operations operations, OperationSignals signals, Draining draining) {
        this.operations = operations;
        this.signals = signals;
        this.draining = draining;
    }

    @GET
    @OfKnownOperation
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Permitted(Permission.TENANTS_READ)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            summary = "Follow an operation by server-sent events until it ends")
    @APIResponse(responseCode = "200", description = "Events of type operation; the id is the revision")
    @APIResponse(responseCode = "404", description = "SW_NOT_FOUND")
    public Multi<OutboundSseEvent> follow(
            @PathParam("id") OperationId id,
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen,
            @Context SecurityContext security,
            @Context Sse sse) {
        Scope scope = Reach.of(Caller.of(security));
        AtomicLong seen = new AtomicLong(revision(lastSeen));
        Multi<Object> looks = Multi.createBy()
                .merging()
                .streams(
                        Multi.createFrom().item((Object) id),
                        signals.moves().filter(id::equals).map(Object.class::cast),
                        Multi.createFrom().ticks().every(LOOK).map(Object.class::cast));
        return looks.select()
                .first(look -> !draining.hasBegun())
                .onOverflow()
                .dropPreviousItems()
                .onItem()
                .transformToUniAndConcatenate(look -> operations.find(scope, id))
                .map(found -> found.orElseThrow(Reach::unknown))
                .select()
                .first(new UntilFinal())
                .filter(operation -> seen.getAndAccumulate(operation.revision(), Math::max) < operation.revision())
                .map(operation -> event(sse, operation))
                .ifNoItem()
                .after(LONGEST)
                .recoverWithCompletion();
    }

    private static OutboundSseEvent event(Sse sse, Operation operation) {
        return sse.newEventBuilder()
                .id(Long.toString(operation.revision()))
                .name("operation")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(OperationView.class, OperationView.of(operation))
                .build();
    }

    private static long revision(@Nullable String lastSeen) {
        return lastSeen != null && lastSeen.matches("\\d{1,18}") ? Long.parseLong(lastSeen) : -1;
    }

    /** True up to and including the first final state. */
    private static final class UntilFinal implements Predicate<Operation> {

        private boolean ended;

        @Override
        public boolean test(Operation operation) {
            boolean wanted = !ended;
            ended = operation.state().isFinal();
            return wanted;
        }
    }
}
