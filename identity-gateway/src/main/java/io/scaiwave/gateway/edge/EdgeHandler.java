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

    private final Connections connections;
    private final ClientAddresses addresses;
    private final Reception reception;
    private final Handover handover;

    EdgeHandler(Connections connections, ClientAddresses addresses, Reception reception, Handover handover) {
        this.connections = connections;
        this.addresses = addresses;
        this.reception = reception;
        this.handover = handover;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!connections.isOpen(request.connection())) {
            return;
        }
        request.pause();
        Passage passage = connections.begin(request);
        if (passage.isUnreadable()) {
            Unreadable.refuse(request);
            return;
        }
        String requestId = RequestIds.acceptOrMake(request.getHeader(RequestIds.HEADER));
        serve(passage, requestId)
                .onFailure(failure -> ProblemAnswers.send(request, requestId, Refusals.explain(failure, requestId)));
    }

    private Future<Void> serve(Passage passage, String requestId) {
        try {
            Exchange exchange = open(passage, requestId);
            return exchange.route().access() == Access.OPEN
                    ? reception.receiveOpen(exchange).compose(counted -> handover.passOpen(exchange))
                    : reception.receive(exchange).compose(entrant -> handover.pass(exchange, entrant));
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Exchange open(Passage passage, String requestId) {
        HttpServerRequest request = passage.request();
        CanonicalTarget target = RequestChecks.check(request);
        Route route = RouteTable.find(target.path())
                .orElseThrow(() -> ErrorCode.SW_NOT_FOUND.because("There is nothing at this address."));
        passage.to(route);
        boolean hasBody = RequestChecks.hasBody(request, RequestChecks.MAX_BODY);
        return new Exchange(passage, requestId, addresses.of(request), target, route, hasBody);
    }
}
