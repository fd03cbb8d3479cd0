package io.scaiwave.tenancy.testing.catalog;

import java.util.List;

/** The runtime roles can do what their service does to its own tables, and nothing else anywhere. */
final class RoleRules {

    private RoleRules() {}

    private static final String SCHEMAS = """
            , n AS (SELECT oid, nspname FROM pg_namespace
                     WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)')
            """;

    /** Asked first: the other rules name the roles. */
    static final CatalogRule EXIST = new CatalogRule("roles-exist", """
            SELECT name FROM unnest(ARRAY['{schema}_owner', '{schema}_app', '{schema}_relay']) AS name
             WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
            """);

    static final List<CatalogRule> ALL = List.of(
            EXIST,
            strong("not-superuser", "rolsuper"),
            strong("no-bypass-rls", "rolbypassrls"),
            strong("no-create-role", "rolcreaterole"),
            strong("no-create-database", "rolcreatedb"),
            strong("no-replication", "rolreplication"),
            // The runtime role stands in for the roles of tenants with schemas of their own, whose own rules keep them
            // weak.
            new CatalogRule("no-membership", """
                    SELECT r.rolname || ' in ' || m.roleid::regrole FROM r JOIN pg_auth_members m ON m.member = r.oid
                     WHERE NOT (r.rolname = '{schema}_app' AND m.roleid::regrole::text ~ '^t_[0-9a-f]{32}$'
                            AND NOT m.admin_option)
                    """),
            new CatalogRule("owns-nothing", """
                    SELECT r.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, d.objsubid)
                      FROM r JOIN pg_shdepend d ON d.refobjid = r.oid AND d.refclassid = 'pg_authid'::regclass
                     WHERE d.deptype = 'o'
                       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                    """),
            new CatalogRule("one-schema-in-path", """
                    SELECT r.rolname FROM r JOIN pg_roles p ON p.oid = r.oid
                     WHERE NOT coalesce('search_path={schema}' = ANY (p.rolconfig), false)
                    """),
            new CatalogRule("no-foreign-schema", SCHEMAS + """
                    SELECT r.rolname || ' in ' || n.nspname FROM r CROSS JOIN n
                     WHERE n.nspname <> '{schema}' AND has_schema_privilege(r.oid, n.oid, 'USAGE')
                    """),
            new CatalogRule("no-create-in-schema", SCHEMAS + """
                    SELECT r.rolname || ' in ' || n.nspname FROM r CROSS JOIN n
                     WHERE has_schema_privilege(r.oid, n.oid, 'CREATE')
                    """),
            new CatalogRule("no-create-in-database", """
                    SELECT r.rolname || ' may ' || what FROM r CROSS JOIN unnest(ARRAY['CREATE', 'TEMP']) AS what
                     WHERE has_database_privilege(r.oid, current_database(), what)
                    """),
            new CatalogRule("no-strong-table-right", """
                    SELECT r.rolname || ' may ' || what || ' ' || t.relname
                      FROM r CROSS JOIN t CROSS JOIN unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS what
                     WHERE has_table_privilege(r.oid, t.oid, what)
                    """),
            // It is told where the databases of single tenants are, and no password.
            new CatalogRule("relay-moves-messages-only", """
                    SELECT t.relname FROM t WHERE t.relname !~ '^(partner_|platform_)?(outbox|inbox)$'
                       AND (has_table_privilege('{schema}_relay', t.oid, 'SELECT, INSERT, UPDATE, DELETE')
                         OR has_any_column_privilege('{schema}_relay', t.oid, 'INSERT, UPDATE')
                         OR EXISTS (
                           SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
                              AND has_column_privilege('{schema}_relay', t.oid, a.attnum, 'SELECT')
                              AND NOT (t.relname = 'databases' AND a.attname IN ('tenant_id', 'host', 'port', 'name'))))
                    """),
            // Whoever logs in to a tenant's own database acts there as the runtime role, and can connect to no other.
            new CatalogRule("runtime-role-for-own-databases-only", """
                    SELECT m.member::regrole::text FROM pg_auth_members m JOIN pg_roles l ON l.oid = m.member
                     WHERE m.roleid = to_regrole('{schema}_app') AND NOT (
                        l.rolname ~ '^d_[0-9a-f]{32}$' AND NOT m.admin_option AND NOT (l.rolinherit OR l.rolsuper
                            OR l.rolbypassrls OR l.rolcreaterole OR l.rolcreatedb OR l.rolreplication)
                        AND NOT EXISTS (SELECT FROM pg_database b WHERE b.datname <> l.rolname
                            AND b.datallowconn AND has_database_privilege(l.oid, b.oid, 'CONNECT'))
                        OR l.rolname = '{schema}_maker' AND NOT l.rolcanlogin)
                    """),
            new CatalogRule("nothing-for-public", """
                    SELECT c.relname FROM pg_class c, aclexplode(c.relacl) AS acl
                     WHERE c.relnamespace = '{schema}'::regnamespace AND acl.grantee = 0
                    """),
            new CatalogRule("no-column-for-public", """
                    SELECT c.relname || '.' || a.attname
                      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) AS acl
                     WHERE c.relnamespace = '{schema}'::regnamespace AND acl.grantee = 0
                    """),
            new CatalogRule("ledger-closed", """
                    SELECT r.rolname FROM r JOIN pg_class c ON c.relnamespace = '{schema}'::regnamespace
                     WHERE c.relname = 'flyway_schema_history'
                       AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                    """),
            new CatalogRule("grant-not-passed-on", """
                    SELECT c.relname FROM pg_class c, aclexplode(c.relacl) AS acl
                     WHERE c.relnamespace = '{schema}'::regnamespace AND acl.is_grantable AND acl.grantee <> c.relowner
                    """));

    /** Holds for the owner as well: forced row-level security must stop it too. */
    private static CatalogRule strong(String name, String attribute) {
        return new CatalogRule(
                name,
                "SELECT rolname FROM pg_roles WHERE rolname IN ('{schema}_owner', '{schema}_app', '{schema}_relay')"
                        + " AND " + attribute);
    }
}
