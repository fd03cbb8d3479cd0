-- Partners that are no more, so that whoever keeps a picture of them hears of it also when the event was missed.
CREATE TABLE deleted_partners (
    partner_id uuid NOT NULL,
    epoch bigint NOT NULL,
    version bigint NOT NULL,
    deleted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id)
);
CREATE INDEX deleted_partners_changed ON deleted_partners (deleted_at, partner_id);
CALL protect('deleted_partners', 'partner', 'SELECT, INSERT');
CREATE INDEX partners_changed ON partners (updated_at, partner_id);
