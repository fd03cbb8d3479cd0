package io.scaiwave.tenancy.testing.catalog;

import java.util.List;

/** A tenant's own schema is reached by the role of the same name alone, which nobody logs in as. */
final class TenantSchemaRules {

    private TenantSchemaRules() {}

    static final List<CatalogRule> ALL = List.of(
            new CatalogRule("tenant-schema-name", "SELECT '{schema}' WHERE '{schema}' !~ '^t_[0-9a-f]{32}$'"),
            new CatalogRule("tenant-tables-there", "SELECT '{schema}' WHERE NOT EXISTS (SELECT FROM t)"),
            new CatalogRule("tenant-table-moves", """
                    SELECT t.relname FROM t WHERE NOT EXISTS (
                      SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname = 'follow')
                    """),
            new CatalogRule("tenant-schema-owner", """
                    SELECT nspname FROM pg_namespace WHERE nspname = '{schema}'
                       AND pg_get_userbyid(nspowner) <> '{service}_owner'
                    """),
            new CatalogRule("tenant-table-owner", """
                    SELECT c.relname FROM t JOIN pg_class c ON c.oid = t.oid
                     WHERE pg_get_userbyid(c.relowner) <> '{service}_owner'
                    """),
            new CatalogRule("tenant-role-weak", """
                    SELECT '{schema}' WHERE NOT EXISTS (
                      SELECT FROM pg_roles WHERE rolname = '{schema}' AND NOT (rolcanlogin OR rolsuper OR rolbypassrls
                          OR rolcreaterole OR rolcreatedb OR rolreplication))
                    """),
            new CatalogRule("tenant-role-in-its-group-only", """
                    SELECT m.roleid::regrole::text FROM pg_auth_members m
                     WHERE m.member = to_regrole('{schema}') AND m.roleid IS DISTINCT FROM to_regrole('{service}_tenant')
                    """),
            new CatalogRule("tenant-role-for-its-service-only", """
                    SELECT m.member::regrole::text FROM pg_auth_members m
                     WHERE m.roleid = to_regrole('{schema}')
                       AND m.member::regrole::text NOT IN ('{service}_app', '{service}_maker')
                    """),
            new CatalogRule("tenant-schema-for-its-role-only", """
                    SELECT acl.grantee::regrole || ' in ' || n.nspname FROM pg_namespace n, aclexplode(n.nspacl) AS acl
                     WHERE n.nspname = '{schema}' AND acl.grantee <> n.nspowner
                       AND (acl.grantee IS DISTINCT FROM to_regrole('{schema}')::oid OR acl.privilege_type <> 'USAGE'
                            OR acl.is_grantable)
                    """),
            new CatalogRule("tenant-table-for-its-role-only", """
                    SELECT c.relname || ' for ' || acl.grantee::regrole FROM pg_class c, aclexplode(c.relacl) AS acl
                     WHERE c.relnamespace = '{schema}'::regnamespace AND acl.grantee <> c.relowner
                       AND (acl.grantee IS DISTINCT FROM to_regrole('{schema}')::oid OR acl.is_grantable
                            OR acl.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
                    """),
            new CatalogRule("tenant-column-for-nobody", """
                    SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                     WHERE c.relnamespace = '{schema}'::regnamespace AND a.attacl IS NOT NULL
                    """),
            new CatalogRule("tenant-ledger-closed", """
                    SELECT c.relname FROM pg_class c
                     WHERE c.relnamespace = '{schema}'::regnamespace AND c.relname = 'flyway_schema_history'
                       AND has_table_privilege(to_regrole('{schema}'), c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                    """));
}
