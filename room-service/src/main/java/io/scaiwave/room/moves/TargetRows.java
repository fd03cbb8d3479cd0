package io.scaiwave.room.moves;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows of the new copy. A row that cannot be placed yet, because its parent has not come or an older row is still
 * in its way, is told back: both were changed since changes are noted, so a later round can place it.
 */
final class TargetRows {

    private TargetRows() {}

    /** Adds rows that are new there; gives the keys of all others. */
    static List<List<String>> add(Connection open, String schema, MovedTable table, RowBatch batch)
            throws SQLException {
        String sql = given(schema, table) + ", placed AS (" + insert(schema, table, "true") + ") SELECT "
                + table.keyAsText("s") + " FROM given s WHERE " + table.keyAsText("s")
                + " NOT IN (SELECT key FROM placed)";
        return run(open, sql, batch);
    }

    /** Brings rows to this form, new or not; gives the keys of those that could not be placed. */
    static List<List<String>> put(Connection open, String schema, MovedTable table, RowBatch batch)
            throws SQLException {
        if (!table.referred() || table.assignments("s").isEmpty()) {
            remove(open, schema, table, batch.keys());
            return add(open, schema, table, batch);
        }
        String target = schema + "." + table.name();
        String absent = "NOT EXISTS (SELECT FROM " + target + " w WHERE " + table.sameKey("w", "s") + ")";
        String sql = given(schema, table)
                + ", changed AS (UPDATE " + target + " w SET " + table.assignments("s") + " FROM given s WHERE "
                + table.sameKey("w", "s") + " RETURNING " + table.keyAsText("w") + " AS key)"
                + ", placed AS (" + insert(schema, table, absent) + ") SELECT " + table.keyAsText("s")
                + " FROM given s WHERE " + table.keyAsText("s")
                + " NOT IN (SELECT key FROM placed UNION ALL SELECT key FROM changed)";
        return run(open, sql, batch);
    }

    static int remove(Connection open, String schema, MovedTable table, List<List<String>> keys) throws SQLException {
        if (keys.isEmpty()) {
            return 0;
        }
        String sql = "DELETE FROM " + schema + "." + table.name() + " s USING " + table.givenKeys() + " k WHERE "
                + table.sameKey("s", "k");
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            Keys.bind(statement, 1, table, keys);
            return statement.executeUpdate();
        }
    }

    /** Removes so many of all rows; gives how many there were. */
    static int removeSome(Connection open, String schema, MovedTable table, int most) throws SQLException {
        String name = schema + "." + table.name();
        String columns = SourceRows.columns(table);
        return Side.update(
                open,
                "DELETE FROM " + name + " w USING (SELECT " + columns + " FROM " + name + " s ORDER BY " + columns
                        + " LIMIT " + most + ") k WHERE " + table.sameKey("w", "k"));
    }

    private static String given(String schema, MovedTable table) {
        return "WITH given AS MATERIALIZED (SELECT s.* FROM unnest(?::text[]::" + schema + "." + table.name()
                + "[]) AS s)";
    }

    private static String insert(String schema, MovedTable table, String condition) {
        return "INSERT INTO " + schema + "." + table.name() + " AS w SELECT s.* FROM given s WHERE " + condition
                + " AND " + table.parentsIn(schema, "s") + " ON CONFLICT DO NOTHING RETURNING " + table.keyAsText("w")
                + " AS key";
    }

    private static List<List<String>> run(Connection open, String sql, RowBatch batch) throws SQLException {
        if (batch.isEmpty()) {
            return List.of();
        }
        List<List<String>> left = new ArrayList<>();
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setArray(1, open.createArrayOf("text", batch.rows().toArray(String[]::new)));
            try (ResultSet keys = statement.executeQuery()) {
                while (keys.next()) {
                    left.add(List.of((String[]) keys.getArray(1).getArray()));
                }
            }
        }
        return left;
    }
}
