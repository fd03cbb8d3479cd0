package io.scaiwave.room.events;

import io.scaiwave.tenancy.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/** Numbers from the query string, refused by name instead of answered with the framework's 404. */
public final class Positions {

    private static final int MAX_DIGITS = 18;

    private Positions() {}

    /** A whole number from 0, or null when absent. */
    public static @Nullable Long parse(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        boolean digits =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(Positions::isDigit);
        if (!digits) {
            throw RefusedException.invalid(name, "must be a whole number from 0");
        }
        return Long.valueOf(text);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
