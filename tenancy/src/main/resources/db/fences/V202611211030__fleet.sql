-- How far each tenant's own schema has come, and each run that brought all of them further. Kept by the job that migrates
-- and by who makes a schema; read by operators.
CREATE TABLE schema_ledger (
    tenant_id uuid NOT NULL,
    version text,
    checksum text,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    attempt integer NOT NULL DEFAULT 0,
    error text CHECK (length(error) <= 1000),
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id)
);
CALL protect('schema_ledger', 'platform', 'SELECT');

CREATE TABLE fleet_runs (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    version text NOT NULL,
    checksum text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    failures integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (id)
);
CALL protect('fleet_runs', 'platform', 'SELECT');

-- Writes down what has been applied to a tenant's schema, from the history that is kept there itself: all that leads to
-- the same tables has the same checksum. For the owner.
CREATE PROCEDURE record_schema(tenant uuid)
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    applied record;
    ignored text;
BEGIN
    ignored := set_config('app.scope', 'platform', true);
    EXECUTE format('SELECT (array_agg(version ORDER BY installed_rank DESC))[1] AS version,'
        ' md5(string_agg(version || '' '' || checksum, '','' ORDER BY version COLLATE "C")) AS checksum'
        ' FROM %I.flyway_schema_history WHERE success AND version IS NOT NULL', 't_' || replace(tenant::text, '-', ''))
        INTO applied;
    INSERT INTO ${service}.schema_ledger (tenant_id, version, checksum, state, attempt, started_at, finished_at)
    VALUES (tenant, applied.version, applied.checksum, 'done', 1, now(), now())
    ON CONFLICT (tenant_id) DO UPDATE
       SET version = excluded.version, checksum = excluded.checksum, state = 'done', error = NULL, finished_at = now();
END
$$;
REVOKE ALL ON PROCEDURE record_schema(uuid) FROM PUBLIC;
