package io.scaiwave.tenancy.token;

import io.scaiwave.tenancy.context.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature was proven before, by their exact text: the gateway uses one for all requests of a caller
 * within some seconds, and proving it again would cost more than the request.
 */
final class VerifiedCallers {

    private static final int CAPACITY = 10_000;

    private final Map<String, Proven> proven = new ConcurrentHashMap<>();

    private record Proven(Caller caller, Instant until) {}

    @Nullable
    Caller find(String token, Instant now) {
        Proven known = proven.get(token);
        return known != null && now.isBefore(known.until()) ? known.caller() : null;
    }

    void keep(String token, Caller caller, Instant until, Instant now) {
        if (proven.size() >= CAPACITY) {
            proven.values().removeIf(old -> !now.isBefore(old.until()));
        }
        if (proven.size() < CAPACITY) {
            proven.put(token, new Proven(caller, until));
        }
    }
}
