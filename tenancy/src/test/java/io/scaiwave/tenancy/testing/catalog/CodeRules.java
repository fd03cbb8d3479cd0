package io.scaiwave.tenancy.testing.catalog;

import java.util.List;

/** No code in the database acts for anybody but who runs it, and nothing runs by itself. */
final class CodeRules {

    private CodeRules() {}

    private static final String FUNCTIONS = """
            , f AS (SELECT p.* FROM pg_proc p WHERE p.pronamespace = '{schema}'::regnamespace)
            """;

    /** The one exception is the opening of a tenant's transaction by its fence, which acts for its caller. */
    static final List<CatalogRule> ALL = List.of(
            new CatalogRule("no-definer", FUNCTIONS + "SELECT proname FROM f WHERE prosecdef"),
            new CatalogRule("function-not-callable", """
                    SELECT n.nspname || '.' || p.proname || ' by ' || r.rolname
                      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN r
                     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
                       AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
                       AND NOT (p.oid = to_regprocedure('{schema}.enter(uuid,text,boolean)')
                            AND r.rolname = '{schema}_app')
                    """),
            new CatalogRule("function-not-public", FUNCTIONS + """
                    SELECT f.proname FROM f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) AS acl
                     WHERE acl.grantee = 0
                    """),
            new CatalogRule("search-path-pinned", FUNCTIONS + """
                    SELECT proname FROM f WHERE NOT EXISTS (
                      SELECT FROM unnest(f.proconfig) AS setting WHERE setting LIKE 'search_path=%')
                       AND f.oid IS DISTINCT FROM to_regprocedure('{schema}.enter(uuid,text,boolean)')
                    """),
            new CatalogRule("no-function-in-policy", """
                    SELECT t.relname || '.' || p.polname || ' calls ' || d.refobjid::regproc
                      FROM t JOIN pg_policy p ON p.polrelid = t.oid
                      JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
                     WHERE d.refclassid = 'pg_proc'::regclass
                    """),
            // The one exception notes keys of rows while their tenant moves.
            new CatalogRule("no-trigger", """
                    SELECT t.relname || '.' || g.tgname FROM t JOIN pg_trigger g ON g.tgrelid = t.oid
                     WHERE NOT g.tgisinternal AND NOT (t.class = 'tenant' AND g.tgname = 'follow'
                        AND g.tgfoid IS NOT DISTINCT FROM to_regproc('{service}.note_change')::oid AND g.tgenabled = 'O')
                    """),
            new CatalogRule("no-event-trigger", "SELECT evtname FROM pg_event_trigger"),
            new CatalogRule("no-rewrite-rule", """
                    SELECT t.relname || '.' || w.rulename FROM t JOIN pg_rewrite w ON w.ev_class = t.oid
                    """),
            new CatalogRule("no-large-object", "SELECT oid::text FROM pg_largeobject_metadata"),
            // They belong to no table, so no policy holds them back.
            new CatalogRule("large-objects-out-of-reach", """
                    SELECT r.rolname || ' may ' || p.oid::regprocedure FROM r CROSS JOIN pg_proc p
                     WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '^lo(_|read$|write$)'
                       AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
                    """));
}
