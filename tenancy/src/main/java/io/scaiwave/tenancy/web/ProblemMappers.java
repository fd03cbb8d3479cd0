package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.micrometer.core.instrument.MeterRegistry;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.Problem;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;
import org.jspecify.annotations.Nullable;

/** Turns whatever goes wrong into one problem document. Faults of ours are logged once and told to nobody. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final MeterRegistry metrics;
    private volatile @Nullable TakenMethods takenMethods;

    public ProblemMappers(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @ServerExceptionMapper
    public Response refused(RefusedException refused, ContainerRequestContext request) {
        return render(refused, request);
    }

    @ServerExceptionMapper
    public Response unreadable(JsonProcessingException unreadable, ContainerRequestContext request) {
        return render(JsonFaults.explain(unreadable), request);
    }

    /** Named for itself, because the framework brings a mapper of its own for exactly this type. */
    @ServerExceptionMapper
    public Response unreadable(MismatchedInputException unreadable, ContainerRequestContext request) {
        return render(JsonFaults.explain(unreadable), request);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException invalid, ContainerRequestContext request) {
        return render(ValidationFaults.explain(invalid), request);
    }

    @ServerExceptionMapper
    public Response framework(WebApplicationException thrown, ContainerRequestContext request) {
        RefusedException refused = FrameworkFaults.explain(thrown);
        ResteasyReactiveRequestContext current = CurrentRequestManager.get();
        if (current == null || current.getTarget() != null) {
            return render(refused, request);
        }
        Set<String> methods = taken(current.getDeployment()).at(current.getPathWithoutPrefix());
        return methods.isEmpty() || methods.contains(request.getMethod())
                ? render(refused, request)
                : Response.fromResponse(render(FrameworkFaults.notTaken(), request))
                        .header(HttpHeaders.ALLOW, String.join(", ", methods))
                        .build();
    }

    /** Made at the first need, when all resources are known; two that make it at once make the same. */
    private TakenMethods taken(Deployment deployment) {
        TakenMethods known = takenMethods;
        if (known == null) {
            known = TakenMethods.of(deployment);
            takenMethods = known;
        }
        return known;
    }

    @ServerExceptionMapper
    public Response fault(Throwable fault, ContainerRequestContext request) {
        if (DatabaseFailures.isRowLevelRefusal(fault)) {
            metrics.counter("scaiwave.isolation.refusals").increment();
            LOG.errorf(fault, "Row-level security refused a statement, request %s", requestId(request));
            return render(ErrorCode.SW_NOT_FOUND.because("There is nothing at this address."), request);
        }
        if (callerLeft(fault)) {
            LOG.debugf("A caller went away in the middle of its request %s", requestId(request));
            return render(ErrorCode.SW_VALIDATION.because("The request ended before its body did."), request);
        }
        LOG.errorf(fault, "A request failed, request %s", requestId(request));
        return render(ErrorCode.SW_INTERNAL.because("The request could not be completed."), request);
    }

    /** True if it was the caller's body that could not be read to its end, and no connection of our own that broke. */
    private static boolean callerLeft(Throwable fault) {
        return fault instanceof IOException
                && Arrays.stream(fault.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(VertxInputStream.class.getName()));
    }

    private static String requestId(ContainerRequestContext request) {
        return Objects.requireNonNullElse((String) request.getProperty(RequestIds.HEADER), "-");
    }

    private static Response render(RefusedException refused, ContainerRequestContext request) {
        String requestId = Objects.requireNonNullElseGet(
                (String) request.getProperty(RequestIds.HEADER),
                () -> RequestIds.acceptOrMake(request.getHeaderString(RequestIds.HEADER)));
        Problem problem = Problem.of(refused, requestId);
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(RequestIds.HEADER, requestId)
                .entity(problem);
        if (problem.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, problem.retryAfter());
        }
        refused.lacked().ifPresent(permission -> response.header(Authorization.DENIED_HEADER, permission));
        return response.build();
    }
}
