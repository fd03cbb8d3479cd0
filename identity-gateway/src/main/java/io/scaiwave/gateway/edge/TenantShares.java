package io.scaiwave.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests by tenant, for the tenants with the most of them; all others are counted together. Who is shown is chosen
 * anew every half minute, and whoever falls out takes its meters along.
 */
@Singleton
final class TenantShares {

    static final int SHOWN = 20;
    private static final int MOST_COUNTED = 10_000;
    private static final long CHOOSE_MILLIS = 30_000;
    private static final String OTHER = "other";
    private static final String[] OUTCOMES = {"ok", "refused", "failed"};

    private final MeterRegistry metrics;
    private final Map<TenantId, LongAdder> lately = new ConcurrentHashMap<>();
    private final Counter[] others;
    private volatile Map<TenantId, Counter[]> shown = Map.of();

    TenantShares(MeterRegistry metrics, Vertx vertx) {
        this.metrics = metrics;
        this.others = counters(OTHER);
        vertx.setPeriodic(CHOOSE_MILLIS, tick -> choose());
    }

    /** @param kind the first digit of the answer's status */
    void count(TenantId tenant, int kind) {
        LongAdder own = own(tenant);
        if (own != null) {
            own.increment();
        }
        Counter[] counters = shown.getOrDefault(tenant, others);
        counters[Math.clamp(kind - 3, 0, 2)].increment();
    }

    private @Nullable LongAdder own(TenantId tenant) {
        LongAdder known = lately.get(tenant);
        return known != null || lately.size() >= MOST_COUNTED
                ? known
                : lately.computeIfAbsent(tenant, first -> new LongAdder());
    }

    synchronized void choose() {
        Set<TenantId> top = lately.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<TenantId, LongAdder> one) -> -one.getValue().sum()))
                .limit(SHOWN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        lately.clear();
        Map<TenantId, Counter[]> next = new HashMap<>();
        top.forEach(tenant -> {
            Counter[] known = shown.get(tenant);
            next.put(tenant, known == null ? counters(tenant.wire()) : known);
        });
        Map<TenantId, Counter[]> before = shown;
        shown = Map.copyOf(next);
        before.forEach((tenant, counters) -> {
            if (!next.containsKey(tenant)) {
                forget(counters);
            }
        });
    }

    private void forget(Counter[] counters) {
        for (Counter counter : counters) {
            metrics.remove(counter);
        }
    }

    private Counter[] counters(String tenant) {
        Counter[] counters = new Counter[OUTCOMES.length];
        for (int i = 0; i < counters.length; i++) {
            counters[i] = Counter.builder("scaiwave.gateway.tenant.requests")
                    .description("Requests in a tenant: answered, refused (4xx), failed (5xx)")
                    .tag("tenant", tenant)
                    .tag("outcome", OUTCOMES[i])
                    .register(metrics);
        }
        return counters;
    }
}
