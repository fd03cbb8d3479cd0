package io.scaiwave.room.moves;

import io.scaiwave.tenancy.context.Isolation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a move has come.
 *
 * @param at the last row that was copied, or compared
 * @param round the last round of changes that came through
 * @param comparedRound that round when comparing began: what changed later is compared by itself
 * @param pauseMs for how long writers were held back
 */
record MoveRecord(
        UUID operation,
        Isolation source,
        Isolation target,
        Stage stage,
        @Nullable Position at,
        long copied,
        long total,
        int round,
        int comparedRound,
        @Nullable Integer pauseMs) {

    /** What has been done. */
    enum Stage {
        BEGUN,
        PREPARED,
        CAPTURING,
        COPIED,
        COMPARING,
        COMPARED,
        SWITCHED;

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A place in all rows.
     *
     * @param key null in front of the first row of the table
     */
    record Position(String table, @Nullable List<String> key) {}

    boolean hasReached(Stage other) {
        return stage.compareTo(other) >= 0;
    }

    int percent() {
        return total == 0 ? 100 : (int) Math.min(99, 100 * copied / total);
    }
}
