-- What the runtime role may not do to the shared tables, a tenant's role may not do to its own. Here it runs in both.
DO $$
DECLARE
    home constant text := current_schema();
    grantee constant text := CASE home WHEN '${service}' THEN '${service}_app' ELSE home END;
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON %I.events FROM %I', home, grantee);
    EXECUTE format('REVOKE DELETE ON %I.rooms FROM %I', home, grantee);
END
$$;
