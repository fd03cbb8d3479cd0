package io.scaiwave.gateway.edge;

import io.netty.handler.codec.TooLongFrameException;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.RequestIds;
import io.vertx.core.http.HttpServerRequest;

/** The last answer of a connection on which nobody can say any more where a request ends. */
final class Unreadable {

    private Unreadable() {}

    /** An answer that has begun already can only be broken off. */
    static void refuse(HttpServerRequest request) {
        if (request.response().headWritten()) {
            request.connection().close();
            return;
        }
        boolean headWasRead = request.decoderResult().isSuccess();
        String requestId =
                headWasRead ? RequestIds.acceptOrMake(request.getHeader(RequestIds.HEADER)) : RequestIds.make();
        ProblemAnswers.send(request, requestId, because(request.decoderResult().cause(), headWasRead));
    }

    private static RefusedException because(Throwable cause, boolean headWasRead) {
        if (headWasRead) {
            return ErrorCode.SW_VALIDATION.because("The chunks of the body are not well-formed.");
        }
        return cause instanceof TooLongFrameException
                ? ErrorCode.SW_VALIDATION.because("The request line or the headers are too long.")
                : ErrorCode.SW_VALIDATION.because("The request is not well-formed HTTP.");
    }
}
