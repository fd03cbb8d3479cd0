-- How many of the notices before the end of its subscription a tenant has had; a new end begins again.
ALTER TABLE tenants ADD COLUMN subscription_notices integer NOT NULL DEFAULT 0;
CREATE INDEX tenants_by_expiry ON tenants (subscription_expires_at, tenant_id) WHERE subscription_expires_at IS NOT NULL;
