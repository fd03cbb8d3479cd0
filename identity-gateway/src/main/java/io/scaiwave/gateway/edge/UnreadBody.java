package io.scaiwave.gateway.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a caller still sends after its answer is read and forgotten, so that it gets to see the answer: up to a limit,
 * and not for ever.
 */
final class UnreadBody {

    private static final long LONGEST_MILLIS = 2_000;

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
        Context loop = Vertx.currentContext();
        if (!request.isEnded() && loop != null) {
            loop.owner().setTimer(LONGEST_MILLIS, late -> closeUnlessEnded(request));
        }
    }

    private static void closeUnlessEnded(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }
}
