package io.scaiwave.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One exchange's use of a connection to a service. Others use the connection again only if both sides have said all
 * that they announced: what a service still waits for would be taken from the next caller's request.
 */
public final class ServiceCall {

    private static final long LAST_BYTES_MILLIS = 1_000;

    private final Vertx vertx;
    private @Nullable HttpClientRequest request;
    private @Nullable LimitedBody body;
    private boolean answering;
    private boolean answered;
    private boolean over;

    /** @param vertx whose event loop serves both ends */
    public ServiceCall(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * False if the exchange is over before its request has begun.
     *
     * @param sending null for a request without a body
     */
    boolean begin(HttpClientRequest next, @Nullable LimitedBody sending) {
        request = next;
        body = sending;
        answering = false;
        answered = false;
        return !over;
    }

    void answering(HttpClientResponse response) {
        answering = true;
        response.end().onSuccess(end -> answered = true);
        if (over) {
            giveUp();
        }
    }

    boolean isOver() {
        return over;
    }

    /** The caller has its answer, or has left. */
    public void over() {
        over = true;
        if (request == null) {
            return;
        }
        if (!answering || (body != null && !body.isWhole())) {
            giveUp();
        } else if (!answered) {
            // The end of an answer is told to whoever relays it before it is told here.
            vertx.runOnContext(next -> {
                if (!answered) {
                    vertx.setTimer(LAST_BYTES_MILLIS, late -> giveUpUnlessAnswered());
                }
            });
        }
    }

    private void giveUpUnlessAnswered() {
        if (!answered) {
            giveUp();
        }
    }

    /** A reset alone leaves a connection open whose answer has been read. */
    private void giveUp() {
        HttpClientRequest given = request;
        if (given == null) {
            return;
        }
        given.reset();
        HttpConnection connection = given.connection();
        if (connection != null) {
            connection.close();
        }
    }
}
