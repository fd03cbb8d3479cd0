package io.scaiwave.tenancy.boot;

import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Which tables this service can reach without forced row-level security; empty when none. */
final class TableCheck {

    private static final String SQL = """
            SELECT n.nspname || '.' || c.relname AS name
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p')
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND (n.nspname ~ '^t_[0-9a-f]{32}$' AND c.relname <> 'flyway_schema_history'
                    OR has_schema_privilege(current_user, n.oid, 'USAGE')
                    AND has_table_privilege(
                        current_user, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'))
               AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """;

    private TableCheck() {}

    static Uni<List<String>> findings(Tx tx) {
        return tx.list(SQL, row -> "the table " + row.getString("name") + " has no forced row-level security");
    }
}
