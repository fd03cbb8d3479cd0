package io.scaiwave.room.schemas;

import io.scaiwave.tenancy.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where the job that migrates all schemas looks for one, and tells who makes schemas how far they have to come. As owner. */
final class SchemaLedger {

    private static final String BEHIND = """
            SELECT FROM schema_ledger l,
                   (SELECT version FROM fleet_runs WHERE state = 'done' ORDER BY started_at DESC LIMIT 1) run
             WHERE l.tenant_id = '%s'
               AND string_to_array(l.version, '.')::numeric[] < string_to_array(run.version, '.')::numeric[]
            """;

    private SchemaLedger() {}

    /**
     * Whether the schema has come as far as all others. Not so if this process is older than they are; while they are on
     * their way the job takes along who is behind.
     */
    static boolean record(Statement statement, TenantId tenant) throws SQLException {
        statement.execute("CALL record_schema('" + tenant.uuid() + "')");
        try (ResultSet behind = statement.executeQuery(BEHIND.formatted(tenant.uuid()))) {
            return !behind.next();
        }
    }

    static void forget(Statement statement, TenantId tenant) throws SQLException {
        statement.execute("SELECT set_config('app.scope', 'platform', true)");
        statement.execute("DELETE FROM schema_ledger WHERE tenant_id = '" + tenant.uuid() + "'");
    }
}
