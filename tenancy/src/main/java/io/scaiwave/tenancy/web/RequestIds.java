package io.scaiwave.tenancy.web;

import io.scaiwave.tenancy.id.Uuid7;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request, taken from outside only when it is harmless in logs and headers. */
public final class RequestIds {

    public static final String HEADER = "X-Request-ID";
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    public static String acceptOrMake(@Nullable String offered) {
        return accepted(offered).orElseGet(RequestIds::make);
    }

    public static Optional<String> accepted(@Nullable String offered) {
        return Optional.ofNullable(offered).filter(id -> ACCEPTED.matcher(id).matches());
    }

    public static String make() {
        return Uuid7.next().toString();
    }
}
