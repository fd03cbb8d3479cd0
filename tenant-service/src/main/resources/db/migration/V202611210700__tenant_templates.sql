-- What new and old tenants of a partner are given alike. The newest version stands here, every version beside it.
CREATE TABLE tenant_templates (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    template_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- limits, features and settings.
    document jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, template_id)
);
CREATE INDEX tenant_templates_by_id ON tenant_templates (template_id);
CALL protect('tenant_templates', 'partner', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE tenant_template_versions (
    partner_id uuid NOT NULL,
    template_id uuid NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, template_id, version),
    FOREIGN KEY (partner_id, template_id) REFERENCES tenant_templates (partner_id, template_id)
);
CALL protect('tenant_template_versions', 'partner', 'SELECT, INSERT, DELETE');

-- Which template a tenant was last given, in which version, when, and what that said.
ALTER TABLE tenants
    ADD COLUMN template_id uuid,
    ADD COLUMN template jsonb,
    ADD CONSTRAINT tenants_template FOREIGN KEY (partner_id, template_id)
        REFERENCES tenant_templates (partner_id, template_id),
    ADD CONSTRAINT tenants_template_whole CHECK ((template_id IS NULL) = (template IS NULL));
CREATE INDEX tenants_of_template ON tenants (partner_id, template_id, tenant_id) WHERE template_id IS NOT NULL;
