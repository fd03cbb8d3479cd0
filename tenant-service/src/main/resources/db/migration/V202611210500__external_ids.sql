-- What identity providers call the tenants: whoever holds a pair gets the logins that name it, so on the whole platform
-- a pair has one holder.
CREATE TABLE external_ids (
    issuer text NOT NULL,
    external_id text NOT NULL,
    partner_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    PRIMARY KEY (issuer, external_id),
    FOREIGN KEY (partner_id, tenant_id) REFERENCES tenants (partner_id, tenant_id)
);
CREATE INDEX external_ids_of_tenant ON external_ids (partner_id, tenant_id);

SELECT set_config('app.scope', 'platform', true);
-- Of tenants that named the same pair, the first one made keeps it.
INSERT INTO external_ids (issuer, external_id, partner_id, tenant_id)
SELECT DISTINCT ON (e.key, e.value) e.key, e.value, t.partner_id, t.tenant_id
FROM tenants t, jsonb_each_text(t.external_ids) e
ORDER BY e.key, e.value, t.created_at, t.tenant_id;
UPDATE tenants t
SET external_ids = held.ids, version = t.version + 1, updated_at = clock_timestamp()
FROM (
    SELECT o.tenant_id, coalesce(jsonb_object_agg(x.issuer, x.external_id) FILTER (WHERE x.issuer IS NOT NULL), '{}') AS ids
    FROM tenants o LEFT JOIN external_ids x ON x.partner_id = o.partner_id AND x.tenant_id = o.tenant_id
    GROUP BY o.tenant_id
) held
WHERE held.tenant_id = t.tenant_id AND held.ids <> t.external_ids;
SELECT set_config('app.scope', '', true);

CALL protect('external_ids', 'partner', 'SELECT, INSERT, DELETE', '; public key: external_ids_pkey');
