-- A tenant's rows move while requests go on: the keys of changed rows are noted from when a fence says so, and writers are
-- held back for the last step only.
ALTER TABLE fences ADD COLUMN capturing boolean NOT NULL DEFAULT false;
-- Nobody has to come back to lift a fence for readers that has this: it lets writers in again by itself.
ALTER TABLE fences ADD COLUMN reading_until timestamptz;

-- As before; a writer also takes from the fence whether its changes are noted.
CREATE OR REPLACE PROCEDURE enter(tenant uuid, copy text, writes boolean)
LANGUAGE plpgsql
AS $$
DECLARE
    found_level text;
    found_state text;
    found_capturing boolean;
    found_until timestamptz;
    ignored text;
BEGIN
    ignored := set_config('app.tenant_id', tenant::text, true);
    IF writes THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('fence:' || tenant, 0));
    END IF;
    SELECT f.level, f.state, f.capturing, f.reading_until INTO found_level, found_state, found_capturing, found_until
      FROM ${service}.fences f WHERE f.tenant_id = tenant;
    IF found_level IS DISTINCT FROM copy OR found_state = 'closed'
        OR found_state <> 'open' AND writes AND (found_until IS NULL OR found_until > clock_timestamp())
    THEN
        RAISE EXCEPTION USING ERRCODE = 'SW001', MESSAGE = 'not open here', DETAIL = coalesce(found_level, '');
    END IF;
    IF found_capturing AND writes THEN
        ignored := set_config('app.capturing', 'on', true);
    END IF;
END
$$;

-- The keys of rows that were changed while their tenant moves. One with a round was, or is being, brought to the new copy.
CREATE TABLE move_changes (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    table_name text NOT NULL,
    key text[] NOT NULL,
    round integer,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX move_changes_waiting ON move_changes (tenant_id, noted_at) WHERE round IS NULL;
CREATE INDEX move_changes_rounds ON move_changes (tenant_id, round) WHERE round IS NOT NULL;
CALL protect('move_changes', 'tenant', 'INSERT');

-- How far the move of a tenant has come. Stands in the database of the old copy, so that the switch and its record are one.
CREATE TABLE moves (
    tenant_id uuid NOT NULL,
    operation_id uuid NOT NULL,
    source text NOT NULL,
    target text NOT NULL,
    stage text NOT NULL,
    at_table text,
    at_key text[],
    copied bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    round integer NOT NULL DEFAULT 0,
    compared_round integer NOT NULL DEFAULT 0,
    pause_ms integer,
    started_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
);
CALL protect('moves', 'tenant', 'SELECT');

-- Notes the primary key of a changed row, and the former one where that was changed too. Acts for whoever made the change.
CREATE FUNCTION note_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    columns constant text := (
        SELECT string_agg(format('($1).%I::text', a.attname), ', ' ORDER BY k.place)
          FROM pg_index i CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, place)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
         WHERE i.indrelid = TG_RELID AND i.indisprimary);
    before text[];
    after text[];
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE 'SELECT ARRAY[' || columns || ']' INTO before USING OLD;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE 'SELECT ARRAY[' || columns || ']' INTO after USING NEW;
    END IF;
    INSERT INTO ${service}.move_changes (tenant_id, table_name, key)
    SELECT current_setting('app.tenant_id')::uuid, TG_TABLE_NAME, changed.key
      FROM (SELECT before UNION SELECT after) AS changed (key) WHERE changed.key IS NOT NULL;
    RETURN NULL;
END
$$;

-- Lets a table move with its tenant. For the owner, at migration time. While nothing is noted it costs a comparison a row.
CREATE PROCEDURE follow(target regclass)
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER follow AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
        ' WHEN (current_setting(''app.capturing'', true) = ''on'') EXECUTE FUNCTION ${service}.note_change()', target);
END
$$;
REVOKE ALL ON FUNCTION note_change() FROM PUBLIC;
REVOKE ALL ON PROCEDURE follow(regclass) FROM PUBLIC;
