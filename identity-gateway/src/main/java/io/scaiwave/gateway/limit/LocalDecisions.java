package io.scaiwave.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The same decision from this gateway's own memory, while Redis is away. Other gateways count for themselves meanwhile,
 * so each takes only its share of every limit.
 */
final class LocalDecisions {

    private static final int MAX_LEVELS = 100_000;

    private final Cache<String, Long> tats = Caffeine.newBuilder()
            .maximumSize(MAX_LEVELS)
            .expireAfterWrite(Duration.ofMinutes(2))
            .build();
    private final LongSupplier microTime;
    private final double share;

    LocalDecisions(double share, LongSupplier microTime) {
        this.share = share;
        this.microTime = microTime;
    }

    synchronized Decision decide(List<Budget> budgets) {
        long now = microTime.getAsLong();
        long[] next = new long[budgets.size()];
        long[] debts = new long[budgets.size()];
        int binding = -1;
        long wait = 0;
        for (int i = 0; i < next.length; i++) {
            Budget budget = budgets.get(i);
            Long known = tats.getIfPresent(budget.key());
            long tat = known == null ? now : Math.max(now, known);
            next[i] = tat + Gcra.interval(Math.max(1, Math.round(budget.perMinute() * share)));
            debts[i] = tat - now;
            long over = next[i] - now - Gcra.WINDOW_MICROS;
            if (over > wait) {
                wait = over;
                binding = i;
            }
        }
        if (binding < 0) {
            for (int i = 0; i < next.length; i++) {
                tats.put(budgets.get(i).key(), next[i]);
                debts[i] = next[i] - now;
            }
        }
        return Gcra.decision(budgets, binding, wait, debts);
    }

    /** How a level stands, without charging it. */
    Standing look(Budget budget) {
        Long tat = tats.getIfPresent(budget.key());
        long debt = tat == null ? 0 : Math.max(0, tat - microTime.getAsLong());
        return new Standing(budget.level(), budget.perMinute(), debt);
    }
}
