-- One row for each tenant that has, or had, rows in this database: on which level they are live, and for what they are
-- open. Every transaction of a tenant is opened through it; nobody but the provisioner moves it.
CREATE TABLE fences (
    tenant_id uuid NOT NULL,
    level text NOT NULL CHECK (level IN ('shared', 'schema')),
    state text NOT NULL CHECK (state IN ('open', 'reading', 'closed')),
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
);
CALL protect('fences', 'tenant', 'SELECT');
