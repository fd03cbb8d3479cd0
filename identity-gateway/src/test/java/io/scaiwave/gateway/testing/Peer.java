package io.scaiwave.gateway.testing;

import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers where tenant-service and room-service would: tells what reached it, streams, declines, and hands out the
 * directory entries that a test put there.
 */
final class Peer {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, JsonObject> entries = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> partners = new ConcurrentHashMap<>();
    private final AtomicLong partnerLooks = new AtomicLong();
    private final HeldRequests held = new HeldRequests();
    private final AtomicLong seen = new AtomicLong();
    private volatile Buffer publishedKeys = Buffer.buffer("{\"keys\":[]}");
    private final Flood flood = new Flood();

    int start() {
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .connectionHandler(held::connected)
                .webSocketHandshakeHandler(held::shake)
                .webSocketHandler(this::converse)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void converse(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            if (text.equals("flood")) {
                flood.begin();
                socket.closeHandler(closed -> flood.end());
                socket.drainHandler(room -> flood.into(socket));
                flood.into(socket);
            } else {
                socket.writeTextMessage("echo " + text + " " + socket.subProtocol());
            }
        });
    }

    private void flood(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        flood.begin();
        response.closeHandler(closed -> flood.end());
        response.drainHandler(room -> flood.into(response));
        flood.into(response);
    }

    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().startsWith("/v1/")) {
            seen.incrementAndGet();
        }
        switch (request.path()) {
            case "/internal/v1/directory" -> give(entries, request);
            case "/internal/v1/directory/partners" -> {
                partnerLooks.incrementAndGet();
                give(partners, request);
            }
            case "/control/entry" ->
                request.body().onSuccess(body -> {
                    JsonObject entry = body.toJsonObject();
                    entries.put(entry.getString("id"), entry);
                    partners.computeIfAbsent(entry.getString("partner_id"), Peer::activePartner);
                    request.response().end();
                });
            case "/control/partner" ->
                request.body().onSuccess(body -> {
                    partners.put(body.toJsonObject().getString("id"), body.toJsonObject());
                    request.response().end();
                });
            case "/control/partner-looks" -> request.response().end(Long.toString(partnerLooks.get()));
            case "/control/keys" ->
                request.body().onSuccess(body -> {
                    publishedKeys = body;
                    request.response().end();
                });
            case "/keys" ->
                request.response().putHeader("Content-Type", "application/json").end(publishedKeys);
            case "/v1/rooms/held" -> held.hold(request);
            case "/control/held" -> request.response().end(held.size() + " " + held.connections());
            case "/control/release" -> {
                held.release();
                request.response().end();
            }
            case "/v1/rooms/flood" -> flood(request);
            case "/control/flood" -> request.response().end(flood.open() + " " + flood.written());
            case "/control/seen" -> request.response().end(Long.toString(seen.get()));
            case "/v1/rooms/stream" -> stream(request);
            case "/v1/rooms/denied" ->
                request.response()
                        .setStatusCode(403)
                        .putHeader("X-Internal-Denied", "rooms:manage")
                        .putHeader("X-Internal-Host", "room-7")
                        .putHeader("Server", "Peer/1.0")
                        .putHeader("Content-Type", "application/problem+json")
                        .end("{\"code\":\"SW_AUTH_INSUFFICIENT_PERMISSION\"}");
            // As services refuse: before a byte of the body is read.
            case "/v1/rooms/early" -> request.response().setStatusCode(409).end("early");
            case "/v1/rooms/broken" -> request.connection().close();
            default -> echo(request);
        }
    }

    private static JsonObject activePartner(String id) {
        return new PartnerEntry(PartnerId.parse(id), "active", 1, 1, OffsetDateTime.now(ZoneOffset.UTC)).toJson();
    }

    private static void give(Map<String, JsonObject> known, HttpServerRequest request) {
        JsonArray all = new JsonArray();
        known.values().forEach(all::add);
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("data", all).toBuffer());
    }

    private void stream(HttpServerRequest request) {
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        request.response().write("data: first\n\n");
        long ticks = vertx.setPeriodic(100, tick -> request.response().write("data: tick\n\n"));
        request.response().closeHandler(closed -> vertx.cancelTimer(ticks));
    }

    private static void echo(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(java.util.Locale.ROOT),
                        Optional.ofNullable(headers.getString(header.getKey().toLowerCase(java.util.Locale.ROOT)))
                                        .map(before -> before + ", ")
                                        .orElse("")
                                + header.getValue()));
        request.body().onSuccess(body -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("body_length", body.length())
                        .toBuffer()));
    }
}
