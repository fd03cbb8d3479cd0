package io.scaiwave.room.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How one participant stands to a room. */
public enum Membership {
    JOIN,
    INVITE,
    NONE;

    static Membership of(boolean member, boolean invited) {
        return member ? JOIN : invited ? INVITE : NONE;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
