package io.scaiwave.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes a limiter for each event loop and keeps what they share. */
@ApplicationScoped
public class Limiting {

    private final Redis redis;
    private final LocalDecisions local;
    private final long openPerMinute;
    private final Counter fallbacks;

    public Limiting(Redis redis, LimitConfig config, MeterRegistry metrics) {
        this.redis = redis;
        this.openPerMinute = config.openPerMinute();
        this.local = new LocalDecisions(config.localShare(), Limiting::microTime);
        this.fallbacks = Counter.builder("scaiwave.gateway.ratelimit.local")
                .description("Decisions made without Redis")
                .register(metrics);
    }

    public RateLimiter forLoop(Vertx vertx) {
        return new RateLimiter(new RedisLine(vertx, redis), new Circuit(Limiting::microTime), this);
    }

    /** What is counted for a caller who shows no token. */
    public List<Budget> ofAddress(String address) {
        return List.of(Budgets.ofAddress(address, openPerMinute));
    }

    Decision decideLocally(List<Budget> budgets) {
        fallbacks.increment();
        return local.decide(budgets);
    }

    static long microTime() {
        return System.nanoTime() / 1_000;
    }
}
