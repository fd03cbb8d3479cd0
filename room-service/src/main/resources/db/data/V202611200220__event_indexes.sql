-- A room belongs to one tenant, which the planner does not know: it takes every index that begins with both for equally
-- good, and may read a whole room to find one event. So each index begins with what singles an event out, and the
-- statements ask by that alone. Positions are unique by the row lock they are taken under.
ALTER TABLE events DROP CONSTRAINT events_position;
ALTER TABLE events DROP CONSTRAINT events_id;
ALTER TABLE events ADD CONSTRAINT events_id UNIQUE (tenant_id, id);
DROP INDEX events_event_uuid;
CREATE UNIQUE INDEX events_event_uuid ON events (tenant_id, event_uuid, room_id, sender_id)
    WHERE event_uuid IS NOT NULL;
