CREATE TABLE partners (
    partner_id uuid NOT NULL,
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    status_reason text,
    branding jsonb NOT NULL DEFAULT '{}',
    base_domain text,
    -- Highest value allowed to each of its tenants, by limit name.
    limits jsonb NOT NULL DEFAULT '{}',
    max_tenants bigint CHECK (max_tenants >= 0),
    tenant_count bigint NOT NULL DEFAULT 0 CHECK (tenant_count >= 0),
    features jsonb NOT NULL DEFAULT '{}',
    settings jsonb NOT NULL DEFAULT '{}',
    epoch bigint NOT NULL DEFAULT 1,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id)
);
CREATE UNIQUE INDEX partners_slug ON partners (slug);
-- The partner of an installation that has no partners of its own; inserted before the policies hold back the owner.
INSERT INTO partners (partner_id, slug, name) VALUES ('01980000-0000-7000-8000-000000000001', 'internal', 'Internal');
CALL protect('partners', 'partner', 'SELECT, INSERT, UPDATE, DELETE', '; public key: partners_slug');

CREATE TABLE tenants (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    tenant_id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- The state with all it remembers; the status is its name.
    state jsonb NOT NULL,
    status text NOT NULL GENERATED ALWAYS AS (state ->> 'status') STORED
        CHECK (status IN ('provisioning', 'failed', 'trial', 'active', 'suspended', 'archived', 'deleting', 'deleted')),
    plan text NOT NULL,
    isolation text NOT NULL CHECK (isolation IN ('shared', 'schema', 'database')),
    data_region text NOT NULL,
    limit_overrides jsonb NOT NULL DEFAULT '{}',
    -- Effective limits at the end of provisioning.
    initial_limits jsonb,
    features jsonb NOT NULL DEFAULT '{}',
    settings jsonb NOT NULL DEFAULT '{}',
    ai_defaults jsonb NOT NULL DEFAULT '{}',
    external_ids jsonb NOT NULL DEFAULT '{}',
    subscription_expires_at timestamptz,
    -- What the partner decides about each of its tenants, written here by every change of the partner, so that a
    -- tenant's row says all there is to say about it.
    partner_status text NOT NULL CHECK (partner_status IN ('active', 'suspended')),
    partner_epoch bigint NOT NULL,
    partner_limits jsonb NOT NULL,
    epoch bigint NOT NULL DEFAULT 1,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, tenant_id)
);
CREATE INDEX tenants_by_id ON tenants (tenant_id);
CREATE INDEX tenants_changed ON tenants (updated_at, tenant_id);
CALL protect('tenants', 'partner', 'SELECT, INSERT, UPDATE');

-- Every slug that may not be taken: the current one of each tenant, and former ones while they are kept.
CREATE TABLE slugs (
    slug text NOT NULL,
    partner_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    current boolean NOT NULL,
    redirects_until timestamptz,
    reserved_until timestamptz,
    PRIMARY KEY (slug),
    FOREIGN KEY (partner_id, tenant_id) REFERENCES tenants (partner_id, tenant_id),
    CHECK (current = (reserved_until IS NULL))
);
CREATE INDEX slugs_of_tenant ON slugs (partner_id, tenant_id);
CALL protect('slugs', 'partner', 'SELECT, INSERT, UPDATE, DELETE', '; public key: slugs_pkey');
