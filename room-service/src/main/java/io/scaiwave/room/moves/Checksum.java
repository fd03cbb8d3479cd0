package io.scaiwave.room.moves;

import io.scaiwave.room.moves.MoveRecord.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one copy of some rows says of them all: how many they are, and the sum of their hashes, in whatever order. */
record Checksum(long rows, String sum) {

    private static final String SELECT =
            "SELECT count(*), coalesce(sum(hashtextextended(s::text, 0)::numeric), 0)::text FROM ";

    /** Rows behind a key, up to and with another, but for those with some keys. */
    record Range(@Nullable List<String> after, @Nullable List<String> upTo, List<List<String>> except) {}

    static Checksum of(Connection open, String schema, MovedTable table, Range range) throws SQLException {
        String sql = SELECT + schema + "." + table.name() + " s WHERE NOT EXISTS (SELECT FROM " + table.givenKeys()
                + " k WHERE " + table.sameKey("s", "k") + ")"
                + (range.after() == null ? "" : " AND " + table.keyOf("s") + " > " + table.givenKey())
                + (range.upTo() == null ? "" : " AND " + table.keyOf("s") + " <= " + table.givenKey());
        try (PreparedStatement query = open.prepareStatement(sql)) {
            int index = Keys.bind(query, 1, table, range.except());
            index = range.after() == null ? index : Keys.bind(query, index, range.after());
            if (range.upTo() != null) {
                Keys.bind(query, index, range.upTo());
            }
            return read(query);
        }
    }

    static Checksum of(Connection open, String schema, MovedTable table, List<List<String>> keys) throws SQLException {
        String sql = SELECT + schema + "." + table.name() + " s JOIN " + table.givenKeys() + " k ON "
                + table.sameKey("s", "k");
        try (PreparedStatement query = open.prepareStatement(sql)) {
            Keys.bind(query, 1, table, keys);
            return read(query);
        }
    }

    private static Checksum read(PreparedStatement query) throws SQLException {
        try (ResultSet found = query.executeQuery()) {
            found.next();
            return new Checksum(found.getLong(1), found.getString(2));
        }
    }

    /** The last key of the next so many rows; null if there are no more than that. */
    static @Nullable List<String> end(Connection open, String schema, MovedTable table, Position at, int rows)
            throws SQLException {
        String sql = "SELECT " + table.keyAsText("s") + " FROM " + schema + "." + table.name() + " s"
                + (at.key() == null ? "" : " WHERE " + table.keyOf("s") + " > " + table.givenKey())
                + " ORDER BY " + SourceRows.columns(table) + " OFFSET " + (rows - 1) + " LIMIT 1";
        try (PreparedStatement query = open.prepareStatement(sql)) {
            if (at.key() != null) {
                Keys.bind(query, 1, at.key());
            }
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? List.of((String[]) found.getArray(1).getArray()) : null;
            }
        }
    }
}
