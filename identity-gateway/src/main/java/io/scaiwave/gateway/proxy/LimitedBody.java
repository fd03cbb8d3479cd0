package io.scaiwave.gateway.proxy;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A request body that fails once it is longer than allowed, whatever its headers announced, and when its caller leaves;
 * both are refusals, and nobody's fault here.
 */
final class LimitedBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final long limit;
    private long seen;
    private boolean whole;
    private @Nullable Handler<Throwable> onFailure;

    LimitedBody(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    @Override
    public LimitedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        // What breaks here is the caller's own connection, whatever it is called.
        request.exceptionHandler(handler == null ? null : broken -> handler.handle(Forwarder.callerLeft()));
        return this;
    }

    @Override
    public LimitedBody handler(@Nullable Handler<Buffer> handler) {
        request.handler(handler == null ? null : part -> count(part, handler));
        return this;
    }

    private void count(Buffer part, Handler<Buffer> next) {
        boolean before = seen <= limit;
        seen += part.length();
        if (seen <= limit) {
            next.handle(part);
        } else if (before && onFailure != null) {
            onFailure.handle(ErrorCode.SW_CONTENT_TOO_LARGE.because("The body is larger than this address takes."));
        }
    }

    @Override
    public LimitedBody pause() {
        request.pause();
        return this;
    }

    @Override
    public LimitedBody resume() {
        request.resume();
        return this;
    }

    @Override
    public LimitedBody fetch(long amount) {
        request.fetch(amount);
        return this;
    }

    @Override
    public LimitedBody endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(
                handler == null
                        ? null
                        : end -> {
                            whole = true;
                            handler.handle(end);
                        });
        return this;
    }

    /** True once all of it was passed on. */
    boolean isWhole() {
        return whole;
    }
}
