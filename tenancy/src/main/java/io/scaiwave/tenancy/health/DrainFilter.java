package io.scaiwave.tenancy.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.Problem;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** While a service stops, every answer is the last of its connection; once it is closed, the answer is to come back. */
@ApplicationScoped
public class DrainFilter {

    private static final int BEFORE_ALL = 100_000;

    private final Draining draining;
    private final ObjectMapper json;

    public DrainFilter(Draining draining, ObjectMapper json) {
        this.draining = draining;
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_ALL);
    }

    private void pass(RoutingContext request) {
        if (draining.hasBegun()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (draining.isClosed()) {
            refuse(request);
        } else {
            request.next();
        }
    }

    private void refuse(RoutingContext request) {
        String requestId = RequestIds.acceptOrMake(request.request().getHeader(RequestIds.HEADER));
        Problem problem = Problem.of(
                ErrorCode.SW_DEPENDENCY_DOWN
                        .because("The service for this address is being stopped.")
                        .retryAfter(Duration.ofSeconds(1)),
                requestId);
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader("Retry-After", "1")
                    .putHeader(RequestIds.HEADER, requestId)
                    .end(Buffer.buffer(json.writeValueAsBytes(problem)));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
