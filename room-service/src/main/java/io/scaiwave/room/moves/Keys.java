package io.scaiwave.room.moves;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Primary keys as texts, on their way into a statement. */
final class Keys {

    private Keys() {}

    /** Binds one array for each column of the key, as {@link MovedTable#givenKeys()} wants them; gives the next index. */
    static int bind(PreparedStatement statement, int from, MovedTable table, List<List<String>> keys)
            throws SQLException {
        Connection connection = statement.getConnection();
        int index = from;
        for (int column = 0; column < table.key().size(); column++) {
            int at = column;
            String[] values = keys.stream().map(key -> key.get(at)).toArray(String[]::new);
            statement.setArray(index++, connection.createArrayOf("text", values));
        }
        return index;
    }

    /** Binds a single key, as {@link MovedTable#givenKey()} wants it; gives the next index. */
    static int bind(PreparedStatement statement, int from, List<String> key) throws SQLException {
        int index = from;
        for (String part : key) {
            statement.setString(index++, part);
        }
        return index;
    }
}
