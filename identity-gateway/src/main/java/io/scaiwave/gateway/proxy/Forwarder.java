package io.scaiwave.gateway.proxy;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.token.InternalTokens;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Sends a request to its service and gives the response's head back, unread. One per event loop, so that both ends of
 * an exchange are served by the same thread.
 */
public final class Forwarder {

    private static final Logger LOG = Logger.getLogger(Forwarder.class);
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int CONNECT_MILLIS = 1_000;
    /** The longest long poll is 30 seconds. */
    private static final long FIRST_BYTE_MILLIS = 35_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Tunnel tunnel;
    private final int connections;
    private final Map<String, FairShares> shares = new HashMap<>();
    private final long bodyMillis;

    /**
     * @param connections to each service
     * @param forBody how long a body and the answer's first byte behind it may take
     */
    public Forwarder(Vertx vertx, int connections, Duration forBody) {
        this.vertx = vertx;
        this.bodyMillis = forBody.toMillis();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(1_024)
                .setKeepAliveTimeout(30)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(32 * 1024)
                .setTcpNoDelay(true)
                .setDecompressionSupported(false));
        this.tunnel = new Tunnel(vertx, client);
        this.connections = connections;
    }

    /**
     * Lets an owner's exchange with a service begin, unless the owner has as many as it may have.
     *
     * @param work complete when the exchange is over to its last byte
     */
    public Future<Void> within(String owner, String service, Supplier<Future<Void>> work) {
        return shares.computeIfAbsent(service, first -> new FairShares(connections))
                .within(owner, work);
    }

    /** Fails with a {@link RefusedException} that names no address and no cause. */
    public Future<HttpClientResponse> forward(HttpServerRequest from, Onward onward, ServiceCall call) {
        boolean repeatable = !onward.hasBody() && READS.contains(from.method());
        return attempt(from, onward, call)
                .recover(failure -> repeatable && isClosedEarly(failure)
                        ? attempt(from, onward, call)
                        : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(explain(failure, onward)));
    }

    /** Joins a WebSocket's two ends; fails like {@link #forward}. */
    public Future<Tunnel.Handshake> tunnel(HttpServerRequest from, Onward onward) {
        return tunnel.open(from, onward).recover(failure -> Future.failedFuture(explain(failure, onward)));
    }

    /** A kept connection that the service closed just now: nothing was done, so a plain read is simply sent again. */
    private static boolean isClosedEarly(Throwable failure) {
        return failure instanceof io.vertx.core.http.HttpClosedException
                || failure instanceof java.nio.channels.ClosedChannelException
                || (failure instanceof java.io.IOException && !(failure instanceof java.net.ConnectException));
    }

    private Future<HttpClientResponse> attempt(HttpServerRequest from, Onward onward, ServiceCall call) {
        return client.request(onward.options(from.method())).compose(request -> exchange(from, request, onward, call));
    }

    private Future<HttpClientResponse> exchange(
            HttpServerRequest from, HttpClientRequest request, Onward onward, ServiceCall call) {
        LimitedBody body = onward.hasBody() ? new LimitedBody(from, onward.bodyLimit()) : null;
        if (!call.begin(request, body) || from.response().closed()) {
            request.exceptionHandler(reset -> {}).reset();
            return Future.failedFuture(callerLeft());
        }
        setHeaders(from, request.headers(), onward);
        Promise<HttpClientResponse> answer = Promise.promise();
        long deadline = vertx.setTimer(onward.hasBody() ? bodyMillis : FIRST_BYTE_MILLIS, late -> {
            answer.tryFail(new TimeoutException("no first byte in time"));
            request.reset();
        });
        from.response().closeHandler(gone -> {
            answer.tryFail(callerLeft());
            request.reset();
        });
        // What breaks after the first byte is seen where the response is read.
        request.exceptionHandler(broken -> answer.tryFail(call.isOver() ? callerLeft() : broken));
        request.response().onComplete(response -> {
            vertx.cancelTimer(deadline);
            response.map(HttpClientResponse::pause);
            if (response.succeeded()) {
                call.answering(response.result());
                answer.tryComplete(response.result());
            } else {
                answer.tryFail(call.isOver() ? callerLeft() : response.cause());
            }
        });
        if (body != null) {
            sendBody(from, request, body, answer);
        } else {
            request.end();
        }
        return answer.future();
    }

    /** Nobody reads it any more. */
    static RefusedException callerLeft() {
        return ErrorCode.SW_DEPENDENCY_DOWN.because("The caller has left, or has its answer.");
    }

    private static void sendBody(
            HttpServerRequest from, HttpClientRequest request, LimitedBody body, Promise<HttpClientResponse> answer) {
        String length = from.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            request.setChunked(true);
        } else {
            request.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
        if (from.headers().contains(HttpHeaders.EXPECT)) {
            from.response().writeContinue();
        }
        body.pipe().endOnFailure(false).to(request).onFailure(failure -> {
            answer.tryFail(failure);
            request.reset();
        });
    }

    static void setHeaders(HttpServerRequest from, MultiMap to, Onward onward) {
        HeaderHygiene.copyInward(from.headers(), to);
        to.set(HttpHeaders.HOST, onward.upstream().host());
        to.set(RequestIds.HEADER, onward.requestId());
        to.set("X-Forwarded-For", onward.clientIp());
        to.set("X-Forwarded-Proto", from.isSSL() ? "https" : "http");
        String host = from.getHeader(HttpHeaders.HOST);
        if (host != null) {
            to.set("X-Forwarded-Host", host);
        }
        if (!onward.internalToken().isEmpty()) {
            to.set(InternalTokens.HEADER, onward.internalToken());
        }
        if (!onward.selected().isEmpty()) {
            to.set(Onward.SELECTED_HEADER, onward.selected());
        }
    }

    private static RefusedException explain(Throwable failure, Onward onward) {
        if (failure instanceof RefusedException refused) {
            LOG.debugf("Request %s goes no further: %s", onward.requestId(), refused.detail());
            return refused;
        }
        LOG.warnf("%s did not answer request %s: %s", onward.upstream().name(), onward.requestId(), failure);
        return ErrorCode.SW_DEPENDENCY_DOWN
                .because("The service for this address does not answer at the moment.")
                .retryAfter(Duration.ofSeconds(2));
    }
}
