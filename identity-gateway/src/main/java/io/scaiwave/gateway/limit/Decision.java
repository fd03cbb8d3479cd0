package io.scaiwave.gateway.limit;

import java.time.Duration;
import java.util.List;

/** The answer to one request. */
public sealed interface Decision {

    /** Every level was charged. */
    record Granted(List<Standing> standings) implements Decision {}

    /** No level was charged; this one bound. */
    record Exceeded(Standing binding, Duration retryAfter) implements Decision {}
}
