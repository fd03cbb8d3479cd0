package io.scaiwave.tenancy.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document. {@code type} is absolute and ends in the code's own page; {@code instance} names this
 * one occurrence by its request id.
 *
 * @param retryAfter seconds to wait before trying again, at least 1
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        ErrorCode code,
        @JsonProperty("request_id") String requestId,
        List<FieldError> errors,
        @Nullable LimitHit limit,
        @JsonProperty("retry_after") @Nullable Long retryAfter) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_BASE = "https://scaiwave.dev/problems/";

    public static Problem of(RefusedException refused, String requestId) {
        return new Problem(
                TYPE_BASE + refused.code().slug(),
                refused.code().title(),
                refused.code().status(),
                refused.detail(),
                "urn:scaiwave:request:" + requestId,
                refused.code(),
                requestId,
                refused.errors(),
                refused.limit().orElse(null),
                refused.retryAfter().map(Problem::wholeSeconds).orElse(null));
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
