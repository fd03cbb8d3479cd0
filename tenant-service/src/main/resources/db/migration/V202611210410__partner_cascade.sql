-- How far a partner's standing and caps have reached its tenants: all of them follow at least this epoch.
ALTER TABLE partners ADD COLUMN cascaded_epoch bigint NOT NULL DEFAULT 1;
CREATE INDEX partners_behind ON partners (partner_id) WHERE cascaded_epoch < epoch;
-- Former slugs that no longer lead anywhere, to be told to the directories.
CREATE INDEX slugs_led ON slugs (redirects_until) WHERE redirects_until IS NOT NULL;
CREATE INDEX slugs_kept ON slugs (reserved_until) WHERE reserved_until IS NOT NULL;
