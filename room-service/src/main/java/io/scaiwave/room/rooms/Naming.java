package io.scaiwave.room.rooms;

import io.scaiwave.room.events.Text;
import io.scaiwave.tenancy.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/** What a room may be called. */
final class Naming {

    private static final int MAX_NAME = 200;
    private static final int MAX_TOPIC = 1000;

    private Naming() {}

    static @Nullable String name(@Nullable String name) {
        if (name != null && name.isBlank()) {
            throw RefusedException.invalid("name", "must not be blank");
        }
        return checked("name", name, MAX_NAME);
    }

    static @Nullable String topic(@Nullable String topic) {
        return checked("topic", topic, MAX_TOPIC);
    }

    private static @Nullable String checked(String field, @Nullable String text, int max) {
        if (text == null) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > max) {
            throw RefusedException.invalid(field, "must have at most " + max + " characters");
        }
        if (!Text.isPrintable(text)) {
            throw RefusedException.invalid(field, "must not have control characters");
        }
        return text;
    }
}
