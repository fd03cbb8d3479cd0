package io.scaiwave.gateway.edge;

import io.netty.handler.codec.TooLongFrameException;
import io.scaiwave.gateway.limit.RateLimiter;
import io.scaiwave.gateway.proxy.Forwarder;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.RequestIds;
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
        limiter.open()
                .compose(connected -> server.connectionHandler(EdgeVerticle::readStrictly)
                        .invalidRequestHandler(EdgeVerticle::refuseUnreadable)
                        .requestHandler(handler(limiter))
                        .listen())
                .onSuccess(bound -> listening.accept(bound.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private EdgeHandler handler(RateLimiter limiter) {
        OpenStreams streams = new OpenStreams(vertx, parts.admission(), parts.clock());
        return new EdgeHandler(
                new Reception(parts, limiter),
                new Handover(parts, new Forwarder(vertx, config.upstreamConnections()), streams));
    }

    private static void readStrictly(HttpConnection connection) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .pipeline()
                .replace("httpDecoder", "httpDecoder", new StrictRequestDecoder());
    }

    /** The decoder reads nothing more of this connection, and Vert.x closes it after the answer. */
    private static void refuseUnreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        RefusedException refused = cause instanceof TooLongFrameException
                ? ErrorCode.SW_VALIDATION.because("The request line or the headers are too long.")
                : ErrorCode.SW_VALIDATION.because("The request is not well-formed HTTP.");
        ProblemAnswers.send(request, RequestIds.make(), refused);
    }
}
