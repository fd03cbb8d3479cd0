package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.proxy.Forwarder;
import io.scaiwave.gateway.proxy.Joined;
import io.scaiwave.gateway.proxy.Onward;
import io.scaiwave.gateway.proxy.ResponseRelay;
import io.scaiwave.gateway.proxy.ServiceCall;
import io.scaiwave.gateway.proxy.StreamEnd;
import io.scaiwave.gateway.proxy.Tunnel;
import io.scaiwave.tenancy.web.Authorization;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes an exchange to its service and brings back what it says. */
final class Handover {

    private final Vertx vertx;
    private final Forwarder forwarder;
    private final Upstreams upstreams;
    private final InternalCallers callers;
    private final OpenStreams streams;
    private final String baseDomain;

    Handover(Vertx vertx, EdgeParts parts, Forwarder forwarder, OpenStreams streams) {
        this.vertx = vertx;
        this.forwarder = forwarder;
        this.upstreams = new Upstreams(parts.peers());
        this.callers = parts.callers();
        this.streams = streams;
        this.baseDomain = parts.peers().baseDomain();
    }

    /** For addresses that need no token: their service is told which tenant was named, and looks it up itself. */
    Future<Void> passOpen(Exchange exchange) {
        Onward onward = onward(exchange, "", exchange.selectors(baseDomain).names());
        return within(exchange.clientIp(), exchange, () -> forwarder
                .forward(exchange.request(), onward, call(exchange))
                .compose(response -> giveBack(exchange, Optional.empty(), response)));
    }

    private Future<Void> within(String owner, Exchange exchange, Supplier<Future<Void>> work) {
        return forwarder.within(owner, exchange.route().upstream().name(), work);
    }

    Future<Void> pass(Exchange exchange, Entrant entrant) {
        Onward onward = onward(exchange, callers.tokenFor(entrant, exchange), "");
        return within(entrant.admitted().owner(), exchange, () -> pass(exchange, entrant, onward));
    }

    private Future<Void> pass(Exchange exchange, Entrant entrant, Onward onward) {
        if (RouteTable.isStream(exchange.target().path()) && Tunnel.isAskedFor(exchange.request())) {
            return forwarder.tunnel(exchange.request(), onward).compose(handshake -> switch (handshake) {
                case Tunnel.Handshake.Accepted accepted -> keep(exchange, entrant, accepted.joined());
                case Tunnel.Handshake.Declined declined ->
                    giveBack(exchange, Optional.of(entrant), declined.response());
            });
        }
        return forwarder
                .forward(exchange.request(), onward, call(exchange))
                .compose(response -> giveBack(exchange, Optional.of(entrant), response));
    }

    /** However the exchange ends, its connection to the service is used again only if nothing is left on it. */
    private ServiceCall call(Exchange exchange) {
        ServiceCall call = new ServiceCall(vertx);
        exchange.passage().whenOver(call::over);
        return call;
    }

    private Onward onward(Exchange exchange, String internalToken, String selected) {
        return new Onward(
                upstreams.of(exchange.route().upstream()),
                exchange.target().path() + exchange.target().query(),
                exchange.requestId(),
                internalToken,
                selected,
                exchange.clientIp(),
                exchange.hasBody(),
                RequestChecks.MAX_BODY);
    }

    /** Complete when the tunnel is. */
    private Future<Void> keep(Exchange exchange, Entrant entrant, Joined joined) {
        exchange.passage().becameTunnel();
        Promise<Void> over = Promise.promise();
        joined.onEnd(streams.watch(entrant, new OpenStreams.Stream() {
            @Override
            public void end(StreamEnd why) {
                joined.end(why);
            }

            @Override
            public boolean isStalled() {
                return joined.isStalled();
            }
        }));
        joined.onEnd(over::tryComplete);
        return over.future();
    }

    private Future<Void> giveBack(Exchange exchange, Optional<Entrant> entrant, HttpClientResponse response) {
        HttpServerResponse to = exchange.request().response();
        if (to.ended()) {
            response.request().reset();
            return Future.succeededFuture();
        }
        to.putHeader(RequestIds.HEADER, exchange.requestId());
        to.putHeader("X-Content-Type-Options", "nosniff");
        String denied = response.getHeader(Authorization.DENIED_HEADER);
        if (denied != null) {
            entrant.ifPresent(who -> callers.reportDenial(who, exchange, denied));
        }
        entrant.ifPresent(who -> callers.reportRead(who, exchange, response));
        Future<Void> relayed = ResponseRelay.relay(exchange.request(), response);
        if (entrant.isPresent() && ResponseRelay.isEventStream(response)) {
            Runnable ended = streams.watch(entrant.get(), follow(exchange.request(), response));
            relayed = relayed.onComplete(done -> ended.run());
        }
        if (exchange.hasBody()) {
            relayed = relayed.onComplete(done -> UnreadBody.dispose(exchange.request()));
        }
        // A response that breaks off has been told to the caller by closing; there is no second answer.
        return relayed.otherwiseEmpty();
    }

    private static OpenStreams.Stream follow(HttpServerRequest request, HttpClientResponse response) {
        return new OpenStreams.Stream() {
            @Override
            public void end(StreamEnd why) {
                ResponseRelay.endEarly(request, response);
            }

            /** Readers of responses are watched by their connection. */
            @Override
            public boolean isStalled() {
                return false;
            }
        };
    }
}
