package io.scaiwave.gateway.proxy;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Joins a WebSocket's two ends. */
public final class Tunnel {

    /** A browser cannot set headers on a WebSocket, so its token may travel as the second offered protocol. */
    public static final String TOKEN_PROTOCOL = "bearer.";

    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
    private static final long HANDSHAKE_MILLIS = 10_000;

    private final Vertx vertx;
    private final HttpClient client;

    Tunnel(Vertx vertx, HttpClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    /** What the service says to the handshake: a response of its own, or the joined ends. */
    public sealed interface Handshake {

        record Declined(HttpClientResponse response) implements Handshake {}

        record Accepted(Joined joined) implements Handshake {}
    }

    public static boolean isAskedFor(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method())
                && request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)
                && request.headers().contains(HttpHeaders.CONNECTION, "upgrade", true);
    }

    Future<Handshake> open(HttpServerRequest from, Onward onward) {
        return client.request(onward.options(HttpMethod.GET)).compose(request -> {
            Forwarder.setHeaders(from, request.headers(), onward);
            request.putHeader(HttpHeaders.CONNECTION, "Upgrade");
            request.putHeader(HttpHeaders.UPGRADE, "websocket");
            List<String> protocols = withoutToken(from);
            if (!protocols.isEmpty()) {
                request.putHeader(PROTOCOLS, String.join(", ", protocols));
            }
            return handshake(from, request);
        });
    }

    private Future<Handshake> handshake(HttpServerRequest from, HttpClientRequest request) {
        Promise<Handshake> shaken = Promise.promise();
        long deadline = vertx.setTimer(HANDSHAKE_MILLIS, late -> {
            request.reset();
            shaken.tryFail(ErrorCode.SW_DEPENDENCY_DOWN
                    .because("The service for this address does not answer at the moment.")
                    .retryAfter(Duration.ofSeconds(2)));
        });
        from.resume();
        request.connect()
                .compose(response -> response.statusCode() == 101
                        ? join(from, response)
                                .onFailure(gone -> request.connection().close())
                        : Future.succeededFuture(decline(request, response)))
                .onComplete(answer -> vertx.cancelTimer(deadline))
                .onSuccess(shaken::tryComplete)
                .onFailure(shaken::tryFail);
        return shaken.future();
    }

    /** A request that asked for a connection of its own never ends, so its connection cannot be used again. */
    private static Handshake decline(HttpClientRequest request, HttpClientResponse response) {
        response.pause();
        request.exceptionHandler(closed -> {});
        response.end().onComplete(over -> request.connection().close());
        return new Handshake.Declined(response);
    }

    private Future<Handshake> join(HttpServerRequest from, HttpClientResponse response) {
        NetSocket service = response.netSocket().pause();
        HeaderHygiene.copyOutward(response.headers(), from.response().headers());
        from.response().setStatusCode(101);
        from.response().putHeader(HttpHeaders.CONNECTION, "Upgrade");
        from.response().putHeader(HttpHeaders.UPGRADE, "websocket");
        return from.toNetSocket().map(caller -> {
            Joined joined = new Joined(vertx, caller, service);
            joined.start();
            return new Handshake.Accepted(joined);
        });
    }

    private static List<String> withoutToken(HttpServerRequest from) {
        List<String> protocols = offered(from);
        protocols.removeIf(protocol -> protocol.startsWith(TOKEN_PROTOCOL));
        return protocols;
    }

    /** The protocols a WebSocket request offers. */
    public static List<String> offered(HttpServerRequest request) {
        List<String> protocols = new ArrayList<>();
        for (String value : request.headers().getAll(PROTOCOLS)) {
            for (String protocol : value.split(",")) {
                protocols.add(protocol.trim());
            }
        }
        return protocols;
    }
}
