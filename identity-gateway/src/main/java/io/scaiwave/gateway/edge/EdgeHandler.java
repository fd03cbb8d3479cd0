package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.gateway.admission.Selectors;
import io.scaiwave.gateway.edge.RouteTable.Access;
import io.scaiwave.gateway.edge.RouteTable.Route;
import io.scaiwave.gateway.limit.Budgets;
import io.scaiwave.gateway.limit.Decision;
import io.scaiwave.gateway.limit.LimitHeaders;
import io.scaiwave.gateway.limit.RateLimiter;
import io.scaiwave.gateway.proxy.Forwarder;
import io.scaiwave.gateway.proxy.Onward;
import io.scaiwave.gateway.proxy.ResponseRelay;
import io.scaiwave.gateway.token.TokenCache;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * The way of every request: form, route, token, tenant, limits, user, internal token, service, and back. Each step is
 * somebody else's; this class only knows their order. One per event loop.
 */
final class EdgeHandler implements Handler<HttpServerRequest> {

    private final TokenCache tokens;
    private final Admission admission;
    private final InternalCallers callers;
    private final RateLimiter limiter;
    private final Upstreams upstreams;
    private final Forwarder forwarder;
    private final String baseDomain;

    EdgeHandler(EdgeParts parts, RateLimiter limiter, Forwarder forwarder) {
        this.limiter = limiter;
        this.tokens = parts.tokens();
        this.admission = parts.admission();
        this.callers = parts.callers();
        this.upstreams = new Upstreams(parts.peers());
        this.baseDomain = parts.peers().baseDomain();
        this.forwarder = forwarder;
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.pause();
        String requestId = RequestIds.acceptOrMake(request.getHeader(RequestIds.HEADER));
        serve(request, requestId)
                .onFailure(failure -> ProblemAnswers.send(request, requestId, Refusals.explain(failure, requestId)));
    }

    private Future<Void> serve(HttpServerRequest request, String requestId) {
        try {
            Exchange exchange = open(request, requestId);
            Future<String> internalToken =
                    exchange.route().access() == Access.OPEN ? Future.succeededFuture("") : admit(exchange);
            return internalToken
                    .compose(token -> forwarder.forward(request, onward(exchange, token)))
                    .compose(response -> giveBack(exchange, response));
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static Exchange open(HttpServerRequest request, String requestId) {
        CanonicalTarget target = RequestChecks.check(request);
        Route route = RouteTable.find(target.path())
                .orElseThrow(() -> ErrorCode.SW_NOT_FOUND.because("There is nothing at this address."));
        return new Exchange(request, requestId, target, route, RequestChecks.hasBody(request, RequestChecks.MAX_BODY));
    }

    private Future<String> admit(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        return tokens.verify(BearerToken.of(request)).compose(token -> {
            Selectors selectors = Selectors.of(
                    baseDomain,
                    request.getHeader(HttpHeaders.HOST),
                    request.headers().getAll("X-Tenant-ID"),
                    exchange.target().tenant());
            Admitted admitted =
                    admission.admit(token, selectors, exchange.route().adminsReachSuspended());
            return callers.idOf(admitted)
                    .compose(id -> charge(admitted, id, exchange).map(granted -> id))
                    .map(id -> callers.tokenFor(admitted, id, exchange));
        });
    }

    private Future<Void> charge(Admitted admitted, UserId id, Exchange exchange) {
        MultiMap headers = exchange.request().response().headers();
        boolean ofTenant = admitted.home() instanceof TenantContext;
        return limiter.decide(Budgets.of(admitted, id)).compose(decision -> switch (decision) {
            case Decision.Granted granted -> {
                LimitHeaders.describe(granted.standings(), ofTenant, headers);
                yield Future.succeededFuture();
            }
            case Decision.Exceeded exceeded -> Future.failedFuture(LimitHeaders.refusal(exceeded, ofTenant, headers));
        });
    }

    private Onward onward(Exchange exchange, String internalToken) {
        return new Onward(
                upstreams.of(exchange.route().upstream()),
                exchange.target().path() + exchange.target().query(),
                exchange.requestId(),
                internalToken,
                exchange.clientIp(),
                exchange.hasBody(),
                RequestChecks.MAX_BODY);
    }

    private static Future<Void> giveBack(Exchange exchange, HttpClientResponse response) {
        exchange.request().response().putHeader(RequestIds.HEADER, exchange.requestId());
        exchange.request().response().putHeader("X-Content-Type-Options", "nosniff");
        // A response that breaks off has been told to the caller by closing; there is no second answer.
        return ResponseRelay.relay(exchange.request(), response).otherwiseEmpty();
    }
}
