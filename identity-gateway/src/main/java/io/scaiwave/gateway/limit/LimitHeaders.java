package io.scaiwave.gateway.limit;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.LimitHit;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * A decision as the caller may see it. A tenant's own people see levels up to their tenant; of what siblings share they
 * learn that it binds and when to come back, never how much of it is used.
 */
public final class LimitHeaders {

    private static final String POLICY = "RateLimit-Policy";
    private static final String STATE = "RateLimit";

    private LimitHeaders() {}

    /** Describes the level that is nearest to its end. */
    public static void describe(List<Standing> standings, boolean ofTenant, MultiMap headers) {
        standings.stream()
                .filter(standing -> isVisible(standing.level(), ofTenant))
                .min(Comparator.comparingLong(Standing::remaining))
                .ifPresent(nearest -> put(nearest, headers));
    }

    /** For an answer that says nothing of a caller's own levels. */
    public static void describeUnlessDone(Supplier<Standing> standing, MultiMap headers) {
        if (!headers.contains(POLICY)) {
            put(standing.get(), headers);
        }
    }

    public static RefusedException refusal(
            Decision.Exceeded exceeded, boolean ofTenant, Instant now, MultiMap headers) {
        Standing binding = exceeded.binding();
        boolean visible = isVisible(binding.level(), ofTenant);
        LimitHit hit = new LimitHit(
                binding.level().limitName(),
                binding.level().wire(),
                visible ? binding.perMinute() : null,
                visible ? binding.perMinute() - binding.remaining() : null,
                visible ? 1L : null,
                visible ? now.plus(exceeded.retryAfter()) : null);
        if (visible) {
            put(binding, headers);
        }
        return ErrorCode.SW_RATE_LIMIT_EXCEEDED
                .because("The " + binding.level().wire() + " sends more requests per minute than its limit allows.")
                .limit(hit)
                .retryAfter(exceeded.retryAfter());
    }

    private static boolean isVisible(Level level, boolean ofTenant) {
        return !ofTenant || level != Level.PARTNER;
    }

    private static void put(Standing standing, MultiMap headers) {
        String name = '"' + standing.level().wire() + '"';
        headers.set(POLICY, name + ";q=" + standing.perMinute() + ";w=60");
        headers.set(STATE, name + ";r=" + standing.remaining() + ";t=" + standing.resetSeconds());
    }
}
