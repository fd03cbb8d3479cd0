package io.scaiwave.tenancy.testing.catalog;

/**
 * A rule as a query for what breaks it: each row's only column names an offender. Works on {@code t}, the schema's own
 * tables with the class each declares in its comment, and on {@code r}, the service's two runtime roles.
 */
record CatalogRule(String name, String offenders) {

    private static final String TABLES_AND_ROLES = """
            WITH t AS (
              SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
                     substring(obj_description(c.oid, 'pg_class') FROM '^class: (tenant|partner|platform)(?:;|$)') AS class,
                     substring(obj_description(c.oid, 'pg_class') FROM '; public key: ([a-z0-9_]+)$') AS public_key
                FROM pg_class c
               WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind IN ('r', 'p')
                 AND c.relname <> 'flyway_schema_history'),
            r AS (SELECT oid, rolname FROM pg_roles WHERE rolname IN ('{schema}_app', '{schema}_relay'))
            """;

    String sql(String schema) {
        return sql(schema, schema);
    }

    /** @param service the service's own schema, if the one that is checked belongs to one of its tenants */
    String sql(String schema, String service) {
        return (TABLES_AND_ROLES + offenders).replace("{schema}", schema).replace("{service}", service);
    }
}
