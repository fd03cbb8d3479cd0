package io.scaiwave.tenancy.boot;

import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What is too powerful about the role this service runs as; empty when nothing is. It may stand in for the roles of
 * tenants with schemas of their own, as long as these are nobody's login and have no power beyond their grants.
 */
final class RoleCheck {

    private static final String SQL = """
            SELECT 'is a superuser' AS reason FROM pg_roles WHERE rolname = current_user AND rolsuper
            UNION ALL
            SELECT 'may bypass row-level security' FROM pg_roles WHERE rolname = current_user AND rolbypassrls
            UNION ALL
            SELECT 'may create roles' FROM pg_roles WHERE rolname = current_user AND rolcreaterole
            UNION ALL
            SELECT 'may create databases' FROM pg_roles WHERE rolname = current_user AND rolcreatedb
            UNION ALL
            SELECT 'is a member of ' || r.rolname FROM pg_roles r
             WHERE r.rolname <> current_user AND pg_has_role(current_user, r.oid, 'MEMBER')
               AND (r.rolcanlogin OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
                    OR r.rolname !~ ('^(t_[0-9a-f]{32}|' || current_schema() || '_tenant)$'))
            UNION ALL
            SELECT 'owns the table ' || n.nspname || '.' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_get_userbyid(c.relowner) = current_user
            UNION ALL
            SELECT 'may create objects in the schema ' || n.nspname FROM pg_namespace n
             WHERE n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(current_user, n.oid, 'CREATE')
            """;

    private RoleCheck() {}

    static Uni<List<String>> findings(Tx tx) {
        return tx.list(SQL, row -> "the database role " + row.getString("reason"));
    }
}
