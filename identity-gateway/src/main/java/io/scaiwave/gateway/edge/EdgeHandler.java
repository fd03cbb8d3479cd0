package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.edge.RouteTable.Access;
import io.scaiwave.gateway.edge.RouteTable.Route;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** The way of every request: its form, its address, who sends it, on to its service, and back. One per event loop. */
final class EdgeHandler implements Handler<HttpServerRequest> {

    private final Reception reception;
    private final Handover handover;

    EdgeHandler(Reception reception, Handover handover) {
        this.reception = reception;
        this.handover = handover;
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
            return exchange.route().access() == Access.OPEN
                    ? reception.receiveOpen(exchange).compose(counted -> handover.passOpen(exchange))
                    : reception.receive(exchange).compose(entrant -> handover.pass(exchange, entrant));
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
}
