-- One row for each tenant that this service keeps data of: its last stream position and the number of its rooms.
-- Every event takes its position by updating this row in the transaction that stores it, so positions become visible
-- in their own order and without gaps: a reader that has seen n has seen everything up to n.
CREATE TABLE streams (
    tenant_id uuid NOT NULL,
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
    rooms integer NOT NULL DEFAULT 0 CHECK (rooms >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
) WITH (fillfactor = 20);
CALL protect('streams', 'tenant', 'SELECT, INSERT, UPDATE');

CREATE TABLE rooms (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    room_type text NOT NULL CHECK (room_type IN ('group', 'dm', 'public', 'incognito', 'sidekick', 'bridge')),
    name text CHECK (length(name) BETWEEN 1 AND 200),
    topic text CHECK (length(topic) <= 1000),
    creator_id text NOT NULL CHECK (length(creator_id) <= 255),
    participants integer NOT NULL CHECK (participants >= 0),
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES streams (tenant_id)
) WITH (fillfactor = 80);
CALL protect('rooms', 'tenant', 'SELECT, INSERT, UPDATE, DELETE');

-- A row says: is a member now. Who left has none; the story is told by the events.
CREATE TABLE members (
    tenant_id uuid NOT NULL,
    room_id uuid NOT NULL,
    participant_id text NOT NULL CHECK (length(participant_id) <= 255),
    participant_type text NOT NULL
        CHECK (participant_type IN ('human', 'model', 'agent', 'helper', 'bridge', 'federated')),
    power_level integer NOT NULL CHECK (power_level BETWEEN 0 AND 100),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, room_id, participant_id),
    FOREIGN KEY (tenant_id, room_id) REFERENCES rooms (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX members_by_participant ON members (tenant_id, participant_id, room_id);
CALL protect('members', 'tenant', 'SELECT, INSERT, UPDATE, DELETE');

-- Content is json, not jsonb: it is the sender's, and comes back as it was sent.
CREATE TABLE events (
    tenant_id uuid NOT NULL,
    room_id uuid NOT NULL,
    stream_position bigint NOT NULL,
    id uuid NOT NULL,
    sender_id text NOT NULL CHECK (length(sender_id) <= 255),
    event_type text NOT NULL,
    content json NOT NULL,
    event_uuid uuid,
    origin_ts timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    edited_at timestamptz,
    redacted_at timestamptz,
    foreign_origin text,
    PRIMARY KEY (tenant_id, room_id, stream_position),
    CONSTRAINT events_position UNIQUE (tenant_id, stream_position),
    CONSTRAINT events_id UNIQUE (tenant_id, room_id, id),
    FOREIGN KEY (tenant_id, room_id) REFERENCES rooms (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX events_event_uuid ON events (tenant_id, room_id, sender_id, event_uuid)
    WHERE event_uuid IS NOT NULL;
CALL protect('events', 'tenant', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE invites (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    room_id uuid NOT NULL,
    participant_id text NOT NULL CHECK (length(participant_id) <= 255),
    invited_by text NOT NULL CHECK (length(invited_by) <= 255),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT invites_one_each UNIQUE (tenant_id, room_id, participant_id),
    FOREIGN KEY (tenant_id, room_id) REFERENCES rooms (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX invites_by_participant ON invites (tenant_id, participant_id, id);
CALL protect('invites', 'tenant', 'SELECT, INSERT, DELETE');
