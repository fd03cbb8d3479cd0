package io.scaiwave.tenancy.testing.catalog;

import java.util.List;

/** Every table has a class, an owner and the row-level security of its class. */
final class TableRules {

    private TableRules() {}

    /** An expression without spaces, brackets and the aliases that versions of Postgres print differently. */
    private static String bare(String expression) {
        return "regexp_replace(regexp_replace(lower(" + expression + "), ' as \"?[a-z_]+\"?', '', 'g'),"
                + " '[() \\n]|::text', '', 'g')";
    }

    private static final String POLICIES = """
            , wanted (class, kind, expression) AS (VALUES
                ('tenant', 'tenant', 'tenant_id=selectnullifcurrent_setting''app.tenant_id'',true,''''::uuid'),
                ('partner', 'partner', 'partner_id=selectnullifcurrent_setting''app.partner_id'',true,''''::uuid'),
                ('partner', 'platform', 'selectcurrent_setting''app.scope'',true=''platform'''),
                ('platform', 'platform', 'selectcurrent_setting''app.scope'',true=''platform''')),
            p AS (
              SELECT t.oid, t.relname, t.class, p.polname, p.polcmd, p.polpermissive, p.polroles,
            """ + bare("pg_get_expr(p.polqual, p.polrelid)") + " AS using_text, "
            + bare("pg_get_expr(p.polwithcheck, p.polrelid)") + """
             AS check_text FROM t JOIN pg_policy p ON p.polrelid = t.oid),
            guards AS (
              SELECT p.oid, p.polname, w.kind FROM p JOIN wanted w ON w.class = p.class
               WHERE p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
                 AND p.using_text = w.expression AND p.check_text = w.expression)
            """;

    static final List<CatalogRule> ALL = List.of(
            new CatalogRule("class-declared", "SELECT relname FROM t WHERE class IS NULL"),
            new CatalogRule("rls-enabled", "SELECT relname FROM t WHERE NOT relrowsecurity"),
            new CatalogRule("rls-forced", "SELECT relname FROM t WHERE NOT relforcerowsecurity"),
            new CatalogRule("owner-column", """
                    SELECT t.relname FROM t WHERE t.class IN ('tenant', 'partner') AND NOT EXISTS (
                      SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = t.class || '_id'
                         AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped)
                    """),
            new CatalogRule("owner-not-null", """
                    SELECT t.relname || '.' || a.attname FROM t JOIN pg_attribute a ON a.attrelid = t.oid
                     WHERE a.attname = t.class || '_id' AND NOT a.attisdropped AND NOT a.attnotnull
                    """),
            new CatalogRule("policy-missing", POLICIES + """
                    SELECT t.relname || ' lacks the guard of ' || w.kind FROM t JOIN wanted w ON w.class = t.class
                     WHERE NOT EXISTS (SELECT FROM guards g WHERE g.oid = t.oid AND g.kind = w.kind)
                    """),
            // A tenant may read, and change where a policy says so, what its partner keeps about it.
            new CatalogRule("policy-foreign", POLICIES + """
                    SELECT p.relname || '.' || p.polname FROM p
                     WHERE NOT EXISTS (SELECT FROM guards g WHERE g.oid = p.oid AND g.polname = p.polname)
                       AND NOT (p.class = 'partner' AND p.polpermissive AND p.polroles = '{0}'
                            AND p.using_text = (SELECT expression FROM wanted WHERE class = 'tenant')
                            AND (p.polcmd = 'r' OR p.polcmd = 'w' AND p.check_text = p.using_text))
                       AND NOT (p.polname = 'relay' AND p.relname = 'databases' AND p.polcmd = 'r'
                            AND p.polroles = ARRAY(SELECT oid FROM r WHERE rolname = '{schema}_relay'))
                       AND NOT (p.polname = 'relay' AND p.relname ~ '^(partner_|platform_)?(outbox|inbox)$'
                            AND p.polroles = ARRAY(SELECT oid FROM r WHERE rolname = '{schema}_relay'))
                    """),
            new CatalogRule("no-view", """
                    SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'v'
                    """),
            new CatalogRule("no-materialised-view", """
                    SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'm'
                    """),
            new CatalogRule("no-foreign-table", """
                    SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'f'
                    """),
            new CatalogRule("no-inheritance", """
                    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind IN ('r', 'p', 'f')
                    """),
            new CatalogRule("no-sequence", """
                    SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'S'
                    """),
            new CatalogRule("no-identity", """
                    SELECT t.relname || '.' || a.attname FROM t JOIN pg_attribute a ON a.attrelid = t.oid
                     WHERE a.attidentity <> ''
                    """));
}
