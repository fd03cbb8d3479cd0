package io.scaiwave.room.access;

import com.fasterxml.jackson.annotation.JsonValue;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.id.UserId;

/** Who takes part in a room: the typed id of a user or key of the tenant. */
public record ParticipantId(@JsonValue String wire) {

    public static ParticipantId of(Principal principal) {
        return new ParticipantId(principal.id());
    }

    public static ParticipantId of(UserId user) {
        return new ParticipantId(user.wire());
    }

    @Override
    public String toString() {
        return wire;
    }
}
