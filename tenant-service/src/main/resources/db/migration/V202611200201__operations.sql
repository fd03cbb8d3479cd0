CREATE TABLE operations (
    partner_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    operation_id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'rolled_back', 'cancelled')),
    -- False while finished steps are being undone.
    forward boolean NOT NULL DEFAULT true,
    cancelled boolean NOT NULL DEFAULT false,
    input jsonb NOT NULL DEFAULT '{}',
    actor text NOT NULL,
    request_id text NOT NULL,
    error text,
    revision bigint NOT NULL DEFAULT 1,
    -- Grows with every lease: a worker that lost its lease can write nothing any more.
    fence bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (partner_id, operation_id),
    FOREIGN KEY (partner_id, tenant_id) REFERENCES tenants (partner_id, tenant_id)
);
CREATE INDEX operations_due ON operations (partner_id, due_at) WHERE state IN ('queued', 'running');
CREATE INDEX operations_by_id ON operations (operation_id);
CREATE INDEX operations_of_tenant ON operations (tenant_id, operation_id);
CALL protect('operations', 'partner', 'SELECT, INSERT, UPDATE');

CREATE TABLE operation_steps (
    partner_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    operation_id uuid NOT NULL,
    position int NOT NULL,
    name text NOT NULL,
    state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'rolled_back')),
    attempt int NOT NULL DEFAULT 0,
    percent int NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    error text,
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (partner_id, operation_id, position),
    FOREIGN KEY (partner_id, operation_id) REFERENCES operations (partner_id, operation_id)
);
CALL protect('operation_steps', 'partner', 'SELECT, INSERT, UPDATE');
