package io.scaiwave.gateway.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jboss.logging.Logger;

/** Decides about each request, with Redis or without. One per event loop; the local memory is shared by all. */
public final class RateLimiter {

    private static final Logger LOG = Logger.getLogger(RateLimiter.class);

    private final RedisLine redis;
    private final Circuit circuit;
    private final Limiting shared;

    RateLimiter(RedisLine redis, Circuit circuit, Limiting shared) {
        this.redis = redis;
        this.circuit = circuit;
        this.shared = shared;
    }

    /** Connects ahead of the first request; completes in any case. */
    public Future<Void> open() {
        return redis.connect().<Void>mapEmpty().otherwiseEmpty();
    }

    /** Never fails: without Redis the decision is made from memory and counted as such. */
    public Future<Decision> decide(List<Budget> budgets) {
        if (budgets.isEmpty()) {
            return Future.succeededFuture(new Decision.Granted(List.of()));
        }
        for (Budget budget : budgets) {
            if (budget.perMinute() <= 0) {
                return Future.succeededFuture(nothingGranted(budget));
            }
        }
        if (!circuit.mayAsk()) {
            return Future.succeededFuture(shared.decideLocally(budgets));
        }
        return redis.ask(DecisionScript.byHash(budgets))
                .recover(failure -> isUnknownScript(failure)
                        ? redis.ask(DecisionScript.inFull(budgets))
                        : Future.failedFuture(failure))
                .transform(answer -> Future.succeededFuture(
                        answer.succeeded() ? granted(budgets, answer.result()) : fallBack(budgets, answer.cause())));
    }

    /** A limit of zero is a way to say "nobody". */
    private static Decision nothingGranted(Budget budget) {
        return new Decision.Exceeded(
                new Standing(budget.level(), 0, Gcra.WINDOW_MICROS), java.time.Duration.ofMinutes(1));
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private Decision granted(List<Budget> budgets, Response answer) {
        if (circuit.isOpen()) {
            LOG.info("Redis answers again: rate limits are exact");
        }
        circuit.succeeded();
        return DecisionScript.read(budgets, answer);
    }

    private Decision fallBack(List<Budget> budgets, Throwable failure) {
        boolean wasOpen = circuit.isOpen();
        circuit.failed();
        if (!wasOpen && circuit.isOpen()) {
            LOG.warnf(
                    "Redis does not answer (%s): rate limits are counted by this gateway alone", failure.getMessage());
        }
        return shared.decideLocally(budgets);
    }
}
