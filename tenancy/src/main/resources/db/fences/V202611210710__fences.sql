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

-- Opens a transaction for a tenant on one copy of its rows, if the fence opens that copy for this; otherwise nothing
-- else happens in the transaction, and the detail of its failure is the level to go to, empty where the tenant has none.
-- A writer first shares the tenant's lock, which whoever moves the fence has alone: it sees the fence as it is then.
-- A procedure, since calling one is not planned. It stands in the way of every transaction, so it does not pin its path:
-- it names its one table whole.
CREATE PROCEDURE enter(tenant uuid, copy text, writes boolean)
LANGUAGE plpgsql
AS $$
DECLARE
    found_level text;
    found_state text;
    ignored text;
BEGIN
    ignored := set_config('app.tenant_id', tenant::text, true);
    IF writes THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('fence:' || tenant, 0));
    END IF;
    SELECT f.level, f.state INTO found_level, found_state FROM ${service}.fences f WHERE f.tenant_id = tenant;
    IF found_level IS DISTINCT FROM copy OR found_state = 'closed' OR found_state <> 'open' AND writes THEN
        RAISE EXCEPTION USING ERRCODE = 'SW001', MESSAGE = 'not open here', DETAIL = coalesce(found_level, '');
    END IF;
END
$$;
REVOKE ALL ON PROCEDURE enter(uuid, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE enter(uuid, text, boolean) TO ${service}_app;
