package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers for an operation that is not within reach, while an answer other than an open stream is still possible. */
public class KnownOperationFilter {

    private final Operations operations;

    public KnownOperationFilter(Operations operations) {
        this.operations = operations;
    }

    @OfKnownOperation
    @ServerRequestFilter(priority = Priorities.USER)
    public Uni<Void> lookUp(ContainerRequestContext request) {
        return operations
                .find(Reach.of(Caller.of(request.getSecurityContext())), asked(request))
                .map(found -> found.orElseThrow(Reach::unknown))
                .replaceWithVoid();
    }

    private static OperationId asked(ContainerRequestContext request) {
        try {
            return OperationId.parse(request.getUriInfo().getPathParameters().getFirst("id"));
        } catch (RefusedException refused) {
            throw refused.at("id");
        }
    }
}
