package io.scaiwave.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.Problem;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.RequestIds;
import io.scaiwave.tenancy.web.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Every "no" of the edge, as one kind of document. */
final class ProblemAnswers {

    private static final ObjectMapper JSON = StrictJson.mapper();

    private ProblemAnswers() {}

    static void send(HttpServerRequest request, String requestId, RefusedException refused) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        Problem problem = Problem.of(refused, requestId);
        response.setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.putHeader(RequestIds.HEADER, requestId);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Cache-Control", "no-store");
        if (problem.retryAfter() != null) {
            response.putHeader("Retry-After", Long.toString(problem.retryAfter()));
        }
        challenge(refused.code(), response);
        response.end(body(problem)).onComplete(sent -> UnreadBody.dispose(request));
    }

    private static void challenge(ErrorCode code, HttpServerResponse response) {
        switch (code) {
            case SW_AUTH_MISSING_TOKEN -> response.putHeader("WWW-Authenticate", "Bearer");
            case SW_AUTH_INVALID_TOKEN, SW_AUTH_EXPIRED_TOKEN ->
                response.putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case SW_METHOD_NOT_ALLOWED -> response.putHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
            default -> {}
        }
    }

    private static Buffer body(Problem problem) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem document could not be written", e);
        }
    }
}
