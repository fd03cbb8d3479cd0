package io.scaiwave.room.moves;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of the old copy. */
final class SourceRows {

    static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 4L << 20;

    private SourceRows() {}

    /** The next rows behind a key, in the order of the key. */
    static RowBatch behind(Connection open, String schema, MovedTable table, @Nullable List<String> key)
            throws SQLException {
        String sql = "SELECT s::text, " + table.keyAsText("s") + " FROM " + schema + "." + table.name() + " s"
                + (key == null ? "" : " WHERE " + table.keyOf("s") + " > " + table.givenKey())
                + " ORDER BY " + columns(table) + " LIMIT " + MOST;
        try (PreparedStatement query = open.prepareStatement(sql)) {
            if (key != null) {
                Keys.bind(query, 1, key);
            }
            return RowBatch.read(query, MOST_CHARACTERS);
        }
    }

    /** Those that are there of the rows with these keys. */
    static RowBatch of(Connection open, String schema, MovedTable table, List<List<String>> keys) throws SQLException {
        String sql = "SELECT s::text, " + table.keyAsText("s") + " FROM " + schema + "." + table.name() + " s JOIN "
                + table.givenKeys() + " k ON " + table.sameKey("s", "k");
        try (PreparedStatement query = open.prepareStatement(sql)) {
            Keys.bind(query, 1, table, keys);
            return RowBatch.read(query, Long.MAX_VALUE);
        }
    }

    static String columns(MovedTable table) {
        String key = table.keyOf("s");
        return key.substring(1, key.length() - 1);
    }
}
