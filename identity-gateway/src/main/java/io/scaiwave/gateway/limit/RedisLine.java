package io.scaiwave.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of one event loop, with many questions under way at once. Answers come in order, so one timer watches
 * the oldest question instead of each its own.
 */
final class RedisLine {

    private static final long ANSWER_NANOS = 50_000_000;
    private static final long TICK_MILLIS = 10;
    private static final TimeoutException TOO_LATE = new TimeoutException("Redis did not answer in time");

    private final Vertx vertx;
    private final Redis redis;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private @Nullable RedisConnection connection;
    private @Nullable Future<RedisConnection> connecting;
    private boolean watching;

    RedisLine(Vertx vertx, Redis redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    private record Question(Promise<Response> answer, long deadline) {}

    Future<Response> ask(Request request) {
        Promise<Response> answer = Promise.promise();
        waiting.addLast(new Question(answer, System.nanoTime() + ANSWER_NANOS));
        watch();
        RedisConnection ready = connection;
        if (ready != null) {
            pass(ready.send(request), answer);
        } else {
            connect().onSuccess(opened -> pass(opened.send(request), answer)).onFailure(answer::tryFail);
        }
        return answer.future();
    }

    private static void pass(Future<@Nullable Response> asked, Promise<Response> answer) {
        asked.onFailure(answer::tryFail).onSuccess(response -> {
            if (response == null) {
                answer.tryFail("Redis answered nothing");
            } else {
                answer.tryComplete(response);
            }
        });
    }

    /** Connects ahead of the first question. */
    Future<RedisConnection> connect() {
        if (connecting == null) {
            Future<RedisConnection> attempt = redis.connect().onSuccess(this::opened);
            connecting = attempt;
            attempt.onComplete(done -> connecting = null);
            return attempt;
        }
        return connecting;
    }

    private void opened(RedisConnection opened) {
        connection = opened;
        opened.exceptionHandler(broken -> drop(opened));
        opened.endHandler(ended -> drop(opened));
    }

    private void drop(RedisConnection broken) {
        if (broken.equals(connection)) {
            connection = null;
            broken.close().onFailure(ignored -> {});
        }
    }

    private void watch() {
        if (!watching) {
            watching = true;
            vertx.setTimer(TICK_MILLIS, tick -> expire());
        }
    }

    private void expire() {
        watching = false;
        long now = System.nanoTime();
        Question oldest = waiting.peekFirst();
        while (oldest != null && (oldest.answer().future().isComplete() || oldest.deadline() - now <= 0)) {
            waiting.removeFirst();
            oldest.answer().tryFail(TOO_LATE);
            oldest = waiting.peekFirst();
        }
        if (oldest != null) {
            watch();
        }
    }
}
