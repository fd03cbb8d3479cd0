package io.scaiwave.gateway.issuer;

import io.scaiwave.gateway.token.TestKey;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's key server, over real HTTP, that answers as it is told and counts who asks. */
final class KeyServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile Handler<HttpServerRequest> mood;

    KeyServer(TestKey... keys) {
        mood = json(keySet(keys));
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    mood.handle(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static String keySet(TestKey... keys) {
        JsonArray jwks = new JsonArray();
        for (TestKey key : keys) {
            jwks.add(new JsonObject(key.jwk()));
        }
        return new JsonObject().put("keys", jwks).encode();
    }

    static Handler<HttpServerRequest> json(String body) {
        return request ->
                request.response().putHeader("Content-Type", "application/json").end(body);
    }

    Vertx vertx() {
        return vertx;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/keys");
    }

    void answer(Handler<HttpServerRequest> how) {
        mood = how;
    }

    int asked() {
        return asked.get();
    }

    /** Nobody listens any more. */
    void stop() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
