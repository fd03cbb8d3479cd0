package io.scaiwave.room.moves;

import java.sql.SQLException;
import java.util.List;

/** The two copies between which a tenant moves, and the time that one call may take. No statement reads both. */
record Crossing(Side source, Side target, Budget budget) {

    /** The end of a call, on the clock of {@link System#nanoTime()}. */
    record Budget(long end) {

        static Budget ofMillis(long millis) {
            return new Budget(System.nanoTime() + millis * 1_000_000);
        }

        boolean isSpent() {
            return System.nanoTime() - end >= 0;
        }
    }

    List<MovedTable> tables() throws SQLException {
        return MovedTables.of(source, target);
    }
}
