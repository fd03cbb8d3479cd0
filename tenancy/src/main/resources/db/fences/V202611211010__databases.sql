ALTER TABLE fences DROP CONSTRAINT fences_level_check;
ALTER TABLE fences ADD CONSTRAINT fences_level_check CHECK (level IN ('shared', 'schema', 'database'));

-- The databases that single tenants have to themselves: where each is and, sealed for its tenant, how one enters it. The
-- login carries the database's name. Only the provisioner writes here. The relay finds here whose outboxes there are; it
-- enters them as itself, so it may not see the passwords.
CREATE TABLE databases (
    tenant_id uuid NOT NULL,
    region text NOT NULL,
    host text NOT NULL,
    port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
    name text NOT NULL CHECK (length(name) <= 63),
    sealed_password bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
);
CALL protect('databases', 'tenant', 'SELECT');
CREATE POLICY relay ON databases FOR SELECT TO ${service}_relay USING (true);
GRANT SELECT (tenant_id, host, port, name) ON databases TO ${service}_relay;
