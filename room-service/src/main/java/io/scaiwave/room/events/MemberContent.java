package io.scaiwave.room.events;

import io.scaiwave.room.access.ParticipantId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code swp.room.member} events say. */
public final class MemberContent {

    private MemberContent() {}

    public static Content joined(ParticipantId who, int powerLevel) {
        Map<String, Object> members = about("join", who);
        members.put("participant_type", "human");
        members.put("power_level", powerLevel);
        return Content.of(members);
    }

    public static Content left(ParticipantId who) {
        return Content.of(about("leave", who));
    }

    public static Content invited(ParticipantId who) {
        return Content.of(about("invite", who));
    }

    private static Map<String, Object> about(String membership, ParticipantId who) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("membership", membership);
        members.put("participant_id", who.wire());
        return members;
    }
}
