package io.scaiwave.tenancy.web;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strong entity tags made of a resource's version. */
public final class ETags {

    private static final Pattern FORM = Pattern.compile("\"(\\d{1,18})\"");

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The version that {@code If-Match} asks for; {@code *} matches any, shown as -1. */
    public static long required(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ErrorCode.SW_PRECONDITION_REQUIRED
                    .because("Send the ETag you last read in the If-Match header.")
                    .field("If-Match", "is required");
        }
        if (ifMatch.strip().equals("*")) {
            return -1;
        }
        Matcher form = FORM.matcher(ifMatch.strip());
        if (!form.matches()) {
            throw stale();
        }
        return Long.parseLong(form.group(1));
    }

    /** As {@link #required}, where a change is welcome without it: -1 then. */
    public static long optional(@Nullable String ifMatch) {
        return ifMatch == null || ifMatch.isBlank() ? -1 : required(ifMatch);
    }

    /** Refuses with {@code SW_VERSION_CONFLICT} unless the wanted version is the current one. */
    public static void check(long wanted, long current) {
        if (wanted != -1 && wanted != current) {
            throw stale();
        }
    }

    private static RefusedException stale() {
        return ErrorCode.SW_VERSION_CONFLICT
                .because("The resource has changed since the version named by If-Match: read it again.")
                .field("If-Match", "does not name the current version");
    }
}
