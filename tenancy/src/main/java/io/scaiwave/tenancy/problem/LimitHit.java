package io.scaiwave.tenancy.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The limit that refused. A member is null when the caller may not see it, as with what siblings of a partner share.
 *
 * @param name the limit's name, for example {@code max_rooms}
 * @param level {@code key}, {@code user}, {@code room}, {@code tenant}, {@code partner} or {@code platform}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitHit(
        String name,
        String level,
        @Nullable Long limit,
        @Nullable Long used,
        @Nullable Long requested,
        @Nullable Instant resetAt) {}
