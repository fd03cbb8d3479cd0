-- For a service whose tenants live on several levels. One row for each tenant that has, or had, rows in this database: on
-- which level they are live, and for what they are open. Nobody but the provisioner moves it.
CREATE TABLE fences (
    tenant_id uuid NOT NULL,
    level text NOT NULL CHECK (level IN ('shared', 'schema')),
    state text NOT NULL CHECK (state IN ('open', 'reading', 'closed')),
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
);
CALL protect('fences', 'tenant', 'SELECT');

-- Opens a transaction for a tenant on one copy of its rows: sets the tenant that row-level security reads, if the fence
-- opens that copy for this, and answers null; otherwise leaves no tenant set, so that whatever follows sees no row and
-- writes none, and answers the level to go to, or '' where the tenant has none. A function, since its plans are kept.
-- A writer first shares the tenant's lock, which whoever moves the fence has alone: it sees the fence as it is then.
CREATE FUNCTION enter(tenant uuid, copy text, writes boolean) RETURNS text
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    found_level text;
    found_state text;
BEGIN
    PERFORM set_config('app.tenant_id', tenant::text, true);
    IF writes THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('fence:' || tenant, 0));
    END IF;
    SELECT f.level, f.state INTO found_level, found_state FROM ${service}.fences f WHERE f.tenant_id = tenant;
    IF found_level = copy AND (found_state = 'open' OR found_state = 'reading' AND NOT writes) THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('app.tenant_id', '', true);
    RETURN coalesce(found_level, '');
END
$$;
GRANT EXECUTE ON FUNCTION enter(uuid, text, boolean) TO ${service}_app;
