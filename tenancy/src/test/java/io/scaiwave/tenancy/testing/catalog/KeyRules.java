package io.scaiwave.tenancy.testing.catalog;

import java.util.List;

/** Keys begin with the owner: a key without it answers one tenant's question with another tenant's row. */
final class KeyRules {

    private KeyRules() {}

    /** Each index with its first column and the owner column of its table. */
    private static final String INDEXES = """
            , x AS (
              SELECT t.relname, t.class, t.public_key, c.relname AS index, i.indisunique, t.class || '_id' AS owner,
                     (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = i.indkey[0]) AS first
                FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid)
            """;

    static final List<CatalogRule> ALL = List.of(
            new CatalogRule("primary-key", """
                    SELECT relname FROM t WHERE NOT EXISTS (
                      SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
                    """),
            new CatalogRule("unique-owner-first", INDEXES + """
                    SELECT relname || '.' || index FROM x
                     WHERE indisunique AND class IN ('tenant', 'partner')
                       AND first IS DISTINCT FROM owner AND index IS DISTINCT FROM public_key
                    """),
            // What a partner keeps is also read by the platform and by the tenant, each by an index of its own.
            new CatalogRule("index-owner-first", INDEXES + """
                    SELECT relname || '.' || index FROM x
                     WHERE NOT indisunique AND class = 'tenant' AND first IS DISTINCT FROM owner
                    """),
            new CatalogRule("public-key-exists", INDEXES + """
                    SELECT t.relname || '.' || t.public_key FROM t WHERE t.public_key IS NOT NULL
                       AND NOT EXISTS (SELECT FROM x WHERE x.relname = t.relname AND x.index = t.public_key)
                    """),
            new CatalogRule("foreign-key-owner", """
                    SELECT t.relname || '.' || k.conname FROM t JOIN pg_constraint k ON k.conrelid = t.oid
                     WHERE k.contype = 'f' AND NOT EXISTS (
                       SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.here
                         JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.there
                        WHERE a.attname = t.class || '_id' AND b.attname = a.attname)
                    """),
            new CatalogRule("no-exclusion", """
                    SELECT t.relname || '.' || k.conname FROM t JOIN pg_constraint k ON k.conrelid = t.oid
                     WHERE k.contype = 'x'
                    """));
}
