package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Authorization;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Says whose operation it is, and answers for one that is not within reach, while an answer other than an open stream is
 * still possible.
 */
public class KnownOperationFilter {

    private final Operations operations;

    public KnownOperationFilter(Operations operations) {
        this.operations = operations;
    }

    @OfKnownOperation
    @ServerRequestFilter(priority = Priorities.USER)
    public Uni<Void> lookUp(ContainerRequestContext request, HttpServerResponse response) {
        return operations
                .find(Reach.of(Caller.of(request.getSecurityContext())), asked(request))
                .map(found -> found.orElseThrow(Reach::unknown))
                .invoke(found -> response.putHeader(
                        Authorization.TENANT_HEADER, found.tenantId().wire()))
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
