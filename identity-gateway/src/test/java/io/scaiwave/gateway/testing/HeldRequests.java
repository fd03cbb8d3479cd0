package io.scaiwave.gateway.testing;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a service that takes its time keeps open: connections, and requests it does not answer before it is told to. */
final class HeldRequests {

    private final Set<HttpServerRequest> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    void connected(HttpConnection connection) {
        connections.incrementAndGet();
        connection.closeHandler(closed -> connections.decrementAndGet());
    }

    void hold(HttpServerRequest request) {
        waiting.add(request);
        request.response().closeHandler(gone -> waiting.remove(request));
    }

    void release() {
        for (HttpServerRequest request : waiting) {
            waiting.remove(request);
            request.response().end("late");
        }
    }

    int size() {
        return waiting.size();
    }

    int connections() {
        return connections.get();
    }

    void shake(ServerWebSocketHandshake handshake) {
        if ("say=no".equals(handshake.query())) {
            handshake.reject(403);
        } else {
            handshake.accept();
        }
    }
}
