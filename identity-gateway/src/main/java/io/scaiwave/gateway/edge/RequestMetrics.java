package io.scaiwave.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.scaiwave.gateway.edge.RouteTable.Route;
import io.scaiwave.tenancy.id.TenantId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rate, errors and duration of requests, by labels of which there are only so many: none is a caller's own text. */
@Singleton
final class RequestMetrics {

    private static final String NO_ROUTE = "none";
    private static final int CLASSES = 6;

    private final Map<String, Timer[]> byRoute;
    private final Timer[] withoutRoute;
    private final TenantShares tenants;

    RequestMetrics(MeterRegistry metrics, TenantShares tenants) {
        this.tenants = tenants;
        this.withoutRoute = timers(NO_ROUTE, metrics);
        this.byRoute = RouteTable.all().stream()
                .collect(Collectors.toUnmodifiableMap(Route::prefix, route -> timers(route.prefix(), metrics)));
    }

    private static Timer[] timers(String route, MeterRegistry metrics) {
        Timer[] timers = new Timer[CLASSES];
        for (int i = 1; i < CLASSES; i++) {
            timers[i] = Timer.builder("scaiwave.gateway.requests")
                    .description("Requests through the public port, from head to end of answer")
                    .tag("route", route)
                    .tag("status", i + "xx")
                    .register(metrics);
        }
        return timers;
    }

    void record(@Nullable Route route, @Nullable TenantId tenant, int status, long nanos) {
        int kind = Math.clamp(status / 100, 1, CLASSES - 1);
        Timer[] timers = route == null ? withoutRoute : byRoute.getOrDefault(route.prefix(), withoutRoute);
        timers[kind].record(nanos, TimeUnit.NANOSECONDS);
        if (tenant != null) {
            tenants.count(tenant, kind);
        }
    }
}
