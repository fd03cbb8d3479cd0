package io.scaiwave.gateway.edge;

import io.vertx.core.http.HttpServerRequest;

/** What a refused caller still sends is read and forgotten, up to a limit, so that it gets to see the refusal. */
final class UnreadBody {

    private UnreadBody() {}

    static void dispose(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long[] seen = {0};
        request.handler(part -> {
            seen[0] += part.length();
            if (seen[0] > RequestChecks.MAX_BODY) {
                request.connection().close();
            }
        });
        request.exceptionHandler(gone -> {});
        request.resume();
    }
}
