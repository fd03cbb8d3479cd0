package io.scaiwave.room.moves;

import io.scaiwave.room.moves.Crossing.Budget;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.db.FenceLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the fence of the old copy. Writers share the fence's lock; to know that all of them have seen a new state it is
 * enough that those who were inside when it was committed are gone, so nobody new waits for them.
 */
final class Fence {

    private static final String TABLE = Side.SERVICE + ".fences";
    private static final String LEVEL = "SELECT level FROM " + TABLE;
    private static final String CLOSE = "UPDATE " + TABLE + " SET state = 'reading', changed_at = now(),"
            + " reading_until = clock_timestamp() + ? * interval '1 millisecond' WHERE level = ? AND capturing";
    private static final String OPEN =
            "UPDATE " + TABLE + " SET state = 'open', reading_until = NULL, changed_at = now() WHERE level = ?";
    private static final String SWING = "UPDATE " + TABLE + " SET level = ?, state = 'open', capturing = false,"
            + " reading_until = NULL, changed_at = now()"
            + " WHERE level = ? AND state = 'reading' AND reading_until > clock_timestamp()";
    private static final int LOOK = 5;

    private final Side side;

    Fence(Side side) {
        this.side = side;
    }

    /** Where the tenant's rows are live. */
    static Optional<Isolation> level(Connection open) throws SQLException {
        try (PreparedStatement query = open.prepareStatement(LEVEL);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Isolation.of(row.getString(1)) : Optional.empty();
        }
    }

    void capture(boolean on) throws SQLException {
        side.transaction(open -> capture(open, on));
    }

    int capture(Connection open, boolean on) throws SQLException {
        String level = side.level().wire();
        return changed(Side.update(open, "UPDATE " + TABLE + " SET capturing = ? WHERE level = ?", on, level));
    }

    /** From its end on writers come in again, whatever has become of us. */
    void closeForWriters(long millis) throws SQLException {
        side.transaction(
                open -> changed(Side.update(open, CLOSE, millis, side.level().wire())));
    }

    void open() throws SQLException {
        side.transaction(this::open);
    }

    int open(Connection open) throws SQLException {
        return changed(Side.update(open, OPEN, side.level().wire()));
    }

    /** The one moment at which the other copy becomes the live one: alone, and only while writers are held back. */
    void swing(Connection open, Isolation to) throws SQLException {
        try (PreparedStatement alone =
                open.prepareStatement("SELECT pg_advisory_xact_lock(" + FenceLock.key(side.tenant()) + ")")) {
            alone.execute();
        }
        changed(Side.update(open, SWING, to.wire(), side.level().wire()));
    }

    private static int changed(int rows) throws SQLException {
        if (rows != 1) {
            throw new SQLException("The fence is not as the move left it");
        }
        return rows;
    }

    /** Waits until all writers that are inside now are gone. */
    void awaitThoseInside(Budget budget) throws SQLException {
        Set<String> inside = side.transaction(this::inside);
        while (!inside.isEmpty()) {
            if (budget.isSpent()) {
                throw new SQLTimeoutException("A writer does not leave");
            }
            side.pause(LOOK);
            inside.retainAll(side.transaction(this::inside));
        }
    }

    private Set<String> inside(Connection open) throws SQLException {
        String key = FenceLock.key(side.tenant());
        String sql = "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " AND classid::bigint = (" + key + " >> 32) & 4294967295 AND objid::bigint = " + key
                + " & 4294967295";
        Set<String> all = new HashSet<>();
        try (PreparedStatement query = open.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        return all;
    }
}
