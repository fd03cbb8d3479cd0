package io.scaiwave.room.moves;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that writers noted. A change is taken in a round, and belongs to it until the move has ended; of a round that
 * was not finished it is not known what has come through, so it is done again.
 */
final class ChangeLog {

    /** In one round. */
    static final int MOST = 500;

    private static final String TABLE = Side.SERVICE + ".move_changes";
    private static final String NOT_THROUGH = "(round IS NULL OR round > ?)";

    private ChangeLog() {}

    /** Takes the oldest changes, or those of a round that was begun; gives how many there are now. */
    static int take(Connection open, int round) throws SQLException {
        int begun = count(open, "round = " + round);
        return begun > 0
                ? begun
                : Side.update(
                        open,
                        "UPDATE " + TABLE + " SET round = ? WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM "
                                + TABLE + " WHERE round IS NULL ORDER BY noted_at LIMIT " + MOST + ")",
                        round);
    }

    /** Keys of one round by table. */
    static Map<String, List<List<String>>> ofRound(Connection open, int round) throws SQLException {
        return keys(open, "SELECT DISTINCT table_name, key FROM " + TABLE + " WHERE round = ?", round);
    }

    /** Keys that changed after a finished round, whether they have come through or not. */
    static Map<String, List<List<String>>> since(Connection open, int round) throws SQLException {
        return keys(open, "SELECT DISTINCT table_name, key FROM " + TABLE + " WHERE " + NOT_THROUGH, round);
    }

    /** How many changes have not come through, of which this round is the last that has. */
    static int waiting(Connection open, int round) throws SQLException {
        return count(open, "(round IS NULL OR round > " + round + ")");
    }

    static void note(Connection open, Side side, String table, List<List<String>> keys) throws SQLException {
        String sql = "INSERT INTO " + TABLE + " (tenant_id, table_name, key) VALUES (?, ?, ?)";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            for (List<String> key : keys) {
                statement.setObject(1, side.tenant().uuid());
                statement.setString(2, table);
                statement.setArray(3, open.createArrayOf("text", key.toArray(String[]::new)));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Forgets all; gives false while more is left than one call should remove. */
    static boolean clear(Connection open) throws SQLException {
        int most = 20_000;
        return Side.update(
                        open,
                        "DELETE FROM " + TABLE + " WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM " + TABLE
                                + " LIMIT " + most + ")")
                < most;
    }

    private static int count(Connection open, String condition) throws SQLException {
        try (PreparedStatement query = open.prepareStatement("SELECT count(*) FROM " + TABLE + " WHERE " + condition);
                ResultSet found = query.executeQuery()) {
            found.next();
            return found.getInt(1);
        }
    }

    private static Map<String, List<List<String>>> keys(Connection open, String sql, int round) throws SQLException {
        Map<String, List<List<String>>> all = new LinkedHashMap<>();
        try (PreparedStatement query = open.prepareStatement(sql)) {
            query.setInt(1, round);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    all.computeIfAbsent(found.getString(1), table -> new ArrayList<>())
                            .add(List.of((String[]) found.getArray(2).getArray()));
                }
            }
        }
        return all;
    }
}
