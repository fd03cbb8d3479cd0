package io.scaiwave.room.events;

/** The kinds of event that this service writes: the public type, and the last part of the subject. */
public enum EventType {
    MESSAGE("swp.room.message", "message"),
    MEMBER("swp.room.member", "member"),
    NAME("swp.room.name", "state"),
    TOPIC("swp.room.topic", "state");

    private final String wire;
    private final String kind;

    EventType(String wire, String kind) {
        this.wire = wire;
        this.kind = kind;
    }

    public String wire() {
        return wire;
    }

    public String kind() {
        return kind;
    }
}
