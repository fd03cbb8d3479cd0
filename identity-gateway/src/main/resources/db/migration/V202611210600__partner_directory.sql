-- What the gateway needs to know of every partner, fed by events and a snapshot from tenant-service.
-- Platform class: read whole, in platform scope, by the directory alone.
CREATE TABLE partner_directory (
    partner_id uuid NOT NULL,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    entry jsonb NOT NULL,
    PRIMARY KEY (partner_id)
);
CALL protect('partner_directory', 'platform', 'SELECT, INSERT, UPDATE');
