package io.scaiwave.room.access;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/** What an outsider is told: a room that cannot be joined unasked is not there at all. */
public final class RoomAccess {

    private RoomAccess() {}

    /** Passes members only; {@code roomType} is null when the tenant has no such room. */
    public static void requireMember(@Nullable String roomType, boolean member) {
        if (member) {
            return;
        }
        if (roomType == null || !RoomType.stored(roomType).isJoinable()) {
            throw notFound();
        }
        throw ErrorCode.SW_NOT_MEMBER.because("Join the room first.");
    }

    public static RefusedException notFound() {
        return ErrorCode.SW_ROOM_NOT_FOUND.because("There is no such room.");
    }
}
