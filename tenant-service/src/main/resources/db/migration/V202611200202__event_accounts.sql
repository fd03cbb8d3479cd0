-- A tenant's NATS account. What its servers should hold follows from this row and the tenant's credentials;
-- pushed_revision says how far they are known to hold it.
CREATE TABLE event_accounts (
    partner_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    public_key text NOT NULL,
    signing_key text NOT NULL,
    -- AES-256-GCM with the tenant's id as associated data.
    signing_seed bytea NOT NULL,
    suspended boolean NOT NULL DEFAULT false,
    durable boolean NOT NULL DEFAULT false,
    revision bigint NOT NULL DEFAULT 1,
    pushed_revision bigint NOT NULL DEFAULT 0,
    -- Seconds; grows with every revision, because servers keep the newer of two claims.
    issued_at bigint NOT NULL,
    PRIMARY KEY (partner_id, tenant_id),
    FOREIGN KEY (partner_id, tenant_id) REFERENCES tenants (partner_id, tenant_id)
);
CREATE INDEX event_accounts_by_tenant ON event_accounts (tenant_id);
CREATE INDEX event_accounts_unpushed ON event_accounts (partner_id, tenant_id) WHERE pushed_revision < revision;
CALL protect('event_accounts', 'partner', 'SELECT, INSERT, UPDATE');
-- A tenant that makes or revokes a credential changes its own account.
CREATE POLICY tenant_changes ON event_accounts FOR UPDATE
    USING (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    WITH CHECK (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));

CREATE TABLE event_credentials (
    tenant_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    user_key text NOT NULL,
    durable boolean NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, credential_id)
);
CALL protect('event_credentials', 'tenant', 'SELECT, INSERT, UPDATE');
