package io.scaiwave.tenancy.testing.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks one service's schema and roles against every rule. Wants a connection that may see the whole catalog: the
 * administrator's, or for all but {@code no-statistics} the owner's.
 */
public final class CatalogCheck {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    static final String STATISTICS = "no-statistics";

    static final List<CatalogRule> RULES = Stream.of(TableRules.ALL, KeyRules.ALL, CodeRules.ALL, RoleRules.ALL)
            .flatMap(List::stream)
            .toList();

    /** For a tenant's own schema: its tables are as all others, and its one role reaches no more than them. */
    static final List<CatalogRule> TENANT_RULES = Stream.of(
                    TableRules.ALL, KeyRules.ALL, CodeRules.ALL, TenantSchemaRules.ALL)
            .flatMap(List::stream)
            .toList();

    private final String schema;
    private final String service;

    private CatalogCheck(String schema, String service) {
        if (!NAME.matcher(schema).matches() || !NAME.matcher(service).matches()) {
            throw new IllegalArgumentException("Not a schema name: " + schema + ", " + service);
        }
        this.schema = schema;
        this.service = service;
    }

    /** The check of the schema and of its roles {@code <schema>_owner}, {@code _app} and {@code _relay}. */
    public static CatalogCheck of(String schema) {
        return new CatalogCheck(schema, schema);
    }

    /** The check of a schema that a service keeps for one tenant, and of that tenant's role. */
    public static CatalogCheck ofTenant(String schema, String service) {
        return new CatalogCheck(schema, service);
    }

    /** The schemas that a service keeps for single tenants. */
    public static List<String> tenantSchemas(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT nspname FROM pg_namespace WHERE nspname ~ '^t_' ORDER BY nspname")) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    public List<Finding> findings(Connection connection) throws SQLException {
        if (!schema.equals(service)) {
            return findings(connection, TENANT_RULES);
        }
        List<Finding> missing = findings(connection, List.of(RoleRules.EXIST));
        return missing.isEmpty() ? findings(connection, RULES) : missing;
    }

    List<Finding> findings(Connection connection, List<CatalogRule> rules) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (CatalogRule rule : rules) {
                try (ResultSet offenders = statement.executeQuery(rule.sql(schema, service))) {
                    while (offenders.next()) {
                        findings.add(new Finding(rule.name(), offenders.getString(1)));
                    }
                }
            }
        }
        return findings;
    }

    /** What the planner's statistics would show the runtime role of other tenants' values; for the administrator only. */
    public List<Finding> statistics(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + schema + "_app");
            try (ResultSet shown = statement.executeQuery(
                    "SELECT DISTINCT tablename FROM pg_catalog.pg_stats WHERE" + " schemaname = '" + schema + "'")) {
                while (shown.next()) {
                    findings.add(new Finding(STATISTICS, shown.getString(1)));
                }
            } finally {
                statement.execute("RESET ROLE");
            }
        }
        return findings;
    }
}
