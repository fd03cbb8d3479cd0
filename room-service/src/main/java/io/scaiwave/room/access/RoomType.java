package io.scaiwave.room.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.Arrays;
import java.util.Locale;

/** What kind of room it is, and so who may come in unasked. */
public enum RoomType {
    GROUP(true),
    PUBLIC(true),
    DM(false),
    INCOGNITO(false),
    SIDEKICK(false),
    BRIDGE(false);

    private final boolean joinable;

    RoomType(boolean joinable) {
        this.joinable = joinable;
    }

    /** Any user of the tenant may see and join it; the others need an invitation and are unknown without one. */
    public boolean isJoinable() {
        return joinable;
    }

    /** These are found by their name. */
    public boolean needsName() {
        return joinable;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RoomType stored(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    @JsonCreator
    public static RoomType parse(String wire) {
        return Arrays.stream(values())
                .filter(type -> type.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid(
                        "room_type", "must be one of group, dm, public, incognito, sidekick, bridge"));
    }
}
