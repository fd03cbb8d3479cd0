package io.scaiwave.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Gives a service's response to the caller, chunk by chunk, as fast as the caller reads and no faster. */
public final class ResponseRelay {

    private ResponseRelay() {}

    public static Future<Void> relay(HttpServerRequest request, HttpClientResponse from) {
        HttpServerResponse to = request.response();
        to.setStatusCode(from.statusCode());
        HeaderHygiene.copyOutward(from.headers(), to.headers());
        if (!hasBody(request, from)) {
            from.resume();
            return to.end();
        }
        if (!from.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            to.setChunked(true);
        }
        return from.pipe().endOnFailure(false).to(to).onFailure(broken -> {
            from.request().reset();
            if (!to.ended()) {
                request.connection().close();
            }
        });
    }

    /** Ends a stream that could go on: the caller sees a complete response. */
    public static void endEarly(HttpServerRequest request, HttpClientResponse from) {
        if (!request.response().ended()) {
            request.response().end().onComplete(said -> from.request().reset());
        }
    }

    private static boolean hasBody(HttpServerRequest request, HttpClientResponse response) {
        int status = response.statusCode();
        return !HttpMethod.HEAD.equals(request.method()) && status != 204 && status != 304;
    }

    /** True for a stream that stays open for as long as its reader likes. */
    public static boolean isEventStream(HttpClientResponse response) {
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }
}
