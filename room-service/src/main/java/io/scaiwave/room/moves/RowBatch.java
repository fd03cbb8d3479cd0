package io.scaiwave.room.moves;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows in the text form of their table's type, with their keys. */
record RowBatch(List<String> rows, List<List<String>> keys) {

    private static final int FETCHED = 100;

    /** Stops early when the rows get heavy. */
    static RowBatch read(PreparedStatement query, long mostCharacters) throws SQLException {
        query.setFetchSize(FETCHED);
        List<String> rows = new ArrayList<>();
        List<List<String>> keys = new ArrayList<>();
        long characters = 0;
        try (ResultSet found = query.executeQuery()) {
            while (characters < mostCharacters && found.next()) {
                String row = found.getString(1);
                characters += row.length();
                rows.add(row);
                keys.add(List.of((String[]) found.getArray(2).getArray()));
            }
        }
        return new RowBatch(rows, keys);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }
}
