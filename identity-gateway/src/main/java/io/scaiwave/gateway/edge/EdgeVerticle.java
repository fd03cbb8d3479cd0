package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.limit.LimitHeaders;
import io.scaiwave.gateway.limit.RateLimiter;
import io.scaiwave.gateway.proxy.Forwarder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.function.IntConsumer;

/** One event loop's share of the public port. */
final class EdgeVerticle extends AbstractVerticle {

    private static final int IDLE_SECONDS = 75;

    private final EdgeParts parts;
    private final GatewayConfig config;
    private final IntConsumer listening;

    EdgeVerticle(EdgeParts parts, GatewayConfig config, IntConsumer listening) {
        this.parts = parts;
        this.config = config;
        this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setAcceptBacklog(1_024));
        RateLimiter limiter = parts.limiting().forLoop(vertx);
        Connections connections =
                new Connections(vertx, parts.traffic(), config.patience().reader(), this::open);
        limiter.open()
                .compose(connected -> server.connectionHandler(connection -> admit(connections, connection))
                        .invalidRequestHandler(request -> refuseUnreadable(connections, request))
                        .requestHandler(handler(connections, limiter))
                        .listen())
                .onSuccess(bound -> listening.accept(bound.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    /** Every answer names a budget: until a caller is known, that of its address for tokens that are not good. */
    private Passage open(Connections.Visit visit, HttpServerRequest request) {
        Passage passage = new Passage(visit, parts.traffic(), parts.metrics(), request);
        var response = request.response();
        response.headersEndHandler(head -> {
            passage.beforeHead(response);
            LimitHeaders.describeUnlessDone(
                    () -> parts.failures().standing(parts.addresses().of(request)), response.headers());
        });
        response.endHandler(passage);
        return passage;
    }

    private EdgeHandler handler(Connections connections, RateLimiter limiter) {
        GatewayConfig.Patience patience = config.patience();
        OpenStreams streams = new OpenStreams(vertx, parts.admission(), parts.clock(), patience.reader());
        parts.drain().add(context, connections, streams::endAll);
        return new EdgeHandler(
                connections,
                parts.addresses(),
                new Reception(parts, limiter),
                new Handover(
                        vertx, parts, new Forwarder(vertx, config.upstreamConnections(), patience.body()), streams));
    }

    private void admit(Connections connections, HttpConnection connection) {
        if (connections.arrive(connection)) {
            StrictRequestDecoder decoder =
                    new StrictRequestDecoder(config.patience().head(), message -> connections
                            .becameUnreadable(connection, message)
                            .ifPresent(passage -> Unreadable.refuse(passage.request())));
            ((HttpServerConnection) connection)
                    .channelHandlerContext()
                    .pipeline()
                    .addFirst(new LingeringClose(decoder))
                    .replace("httpDecoder", "httpDecoder", decoder);
        }
    }

    private static void refuseUnreadable(Connections connections, HttpServerRequest request) {
        if (connections.isOpen(request.connection())) {
            connections.begin(request);
            Unreadable.refuse(request);
        }
    }
}
