-- As before, but for tables in a tenant's own schema: their grants go to the role of the same name.
CREATE OR REPLACE PROCEDURE protect(target regclass, class text, app_privileges text, note text DEFAULT '')
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    tenant_match constant text := 'tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)';
    partner_match constant text := 'partner_id = (select nullif(current_setting(''app.partner_id'', true), '''')::uuid)';
    platform_match constant text := '(select current_setting(''app.scope'', true)) = ''platform''';
    home constant text := (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target);
    grantee constant text := CASE home WHEN '${service}' THEN '${service}_app' ELSE home END;
    has_tenant constant boolean := EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'tenant_id' AND NOT attisdropped);
BEGIN
    IF class NOT IN ('tenant', 'partner', 'platform') THEN
        RAISE EXCEPTION 'unknown table class %', class;
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('COMMENT ON TABLE %s IS %L', target, 'class: ' || class || note);
    EXECUTE format('GRANT %s ON %s TO %I', app_privileges, target, grantee);
    IF class = 'tenant' THEN
        EXECUTE format('CREATE POLICY tenant_scope ON %s USING (%s) WITH CHECK (%s)', target, tenant_match, tenant_match);
    ELSIF class = 'partner' THEN
        EXECUTE format('CREATE POLICY partner_scope ON %s USING (%s) WITH CHECK (%s)', target, partner_match, partner_match);
        EXECUTE format('CREATE POLICY platform_scope ON %s USING (%s) WITH CHECK (%s)', target, platform_match, platform_match);
        IF has_tenant THEN
            -- A tenant may read what its partner keeps about it, and write none of it.
            EXECUTE format('CREATE POLICY tenant_scope ON %s FOR SELECT USING (%s)', target, tenant_match);
        END IF;
    ELSE
        EXECUTE format('CREATE POLICY platform_scope ON %s USING (%s) WITH CHECK (%s)', target, platform_match, platform_match);
    END IF;
END
$$;
