-- What this service needs to know of every tenant, fed by events and a snapshot from tenant-service.
-- Platform class: read whole, in platform scope, by the directory alone.
CREATE TABLE tenant_directory (
    tenant_id uuid NOT NULL,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    entry jsonb NOT NULL,
    PRIMARY KEY (tenant_id)
);
CALL protect('tenant_directory', 'platform', 'SELECT, INSERT, UPDATE, DELETE');
