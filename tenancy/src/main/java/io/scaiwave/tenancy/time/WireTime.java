package io.scaiwave.tenancy.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** The one form of a time at every surface: RFC 3339, UTC, milliseconds, always three digits of them. */
public final class WireTime {

    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private WireTime() {}

    public static String of(Instant time) {
        return FORM.format(time);
    }

    public static String of(OffsetDateTime time) {
        return of(time.toInstant());
    }
}
