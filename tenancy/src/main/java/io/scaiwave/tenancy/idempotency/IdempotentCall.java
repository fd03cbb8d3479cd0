package io.scaiwave.tenancy.idempotency;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of an endpoint that may be repeated.
 *
 * @param path with its query, as sent
 * @param key null when the caller sent none
 * @param body what was asked; compared by its JSON form
 */
public record IdempotentCall(
        Caller caller,
        String method,
        String path,
        @Nullable String key,
        @Nullable Object body) {

    public static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,255}");

    public static IdempotentCall of(
            Caller caller, String method, UriInfo uri, HttpHeaders headers, @Nullable Object body) {
        String key = headers.getHeaderString(HEADER);
        if (key != null && !FORM.matcher(key).matches()) {
            throw RefusedException.invalid(HEADER, "must be 1 to 255 visible ASCII characters");
        }
        return new IdempotentCall(caller, method, uri.getRequestUri().getRawPath(), key, body);
    }
}
