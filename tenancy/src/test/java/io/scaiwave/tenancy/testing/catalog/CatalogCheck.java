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

    private final String schema;

    private CatalogCheck(String schema) {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("Not a schema name: " + schema);
        }
        this.schema = schema;
    }

    /** The check of the schema and of its roles {@code <schema>_owner}, {@code _app} and {@code _relay}. */
    public static CatalogCheck of(String schema) {
        return new CatalogCheck(schema);
    }

    public List<Finding> findings(Connection connection) throws SQLException {
        List<Finding> missing = findings(connection, List.of(RoleRules.EXIST));
        return missing.isEmpty() ? findings(connection, RULES) : missing;
    }

    List<Finding> findings(Connection connection, List<CatalogRule> rules) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (CatalogRule rule : rules) {
                try (ResultSet offenders = statement.executeQuery(rule.sql(schema))) {
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
