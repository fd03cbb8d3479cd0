package io.scaiwave.room.moves;

import io.scaiwave.room.moves.Crossing.Budget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings noted changes to the new copy, each time as the rows are then. */
final class Following {

    /** A round of so few changes leaves little for the time when writers wait. */
    private static final int SHORT = 100;

    private final Crossing crossing;
    private final List<MovedTable> tables;
    private Budget budget;
    private int round;

    Following(Crossing crossing, List<MovedTable> tables, MoveRecord record) {
        this.crossing = crossing;
        this.tables = tables;
        this.budget = crossing.budget();
        this.round = record.round();
    }

    /** The last round that came through. */
    int round() {
        return round;
    }

    /** Goes on with another end of the time. */
    Following within(Budget other) {
        budget = other;
        return this;
    }

    /** True once a round was short; false if the time is over before. */
    boolean catchUp() throws SQLException {
        while (next() >= SHORT) {
            if (budget.isSpent()) {
                return false;
            }
        }
        return true;
    }

    /** With writers held back: until nothing is left. */
    void finish() throws SQLException {
        for (int i = 0; i < 1_000 && !budget.isSpent(); i++) {
            if (next() == 0) {
                return;
            }
        }
        throw new SQLException("Some changes cannot be brought to the new copy");
    }

    /** One round; gives how many changes were in it. */
    private int next() throws SQLException {
        Side source = crossing.source();
        int current = round + 1;
        int changes = source.transaction(open -> ChangeLog.take(open, current));
        if (changes > 0) {
            bring(current);
        }
        return changes;
    }

    private void bring(int current) throws SQLException {
        Side source = crossing.source();
        List<Changed> changed = source.snapshot(open -> read(open, ChangeLog.ofRound(open, current)));
        crossing.target().<@Nullable Void>transaction(open -> {
            for (Changed each : changed.reversed()) {
                TargetRows.remove(open, crossing.target().schema(), each.table(), each.gone());
            }
            for (Changed each : changed) {
                List<List<String>> left = TargetRows.put(open, crossing.target().schema(), each.table(), each.rows());
                noteAgain(each.table(), left);
            }
            return null;
        });
        source.<@Nullable Void>transaction(open -> {
            MoveRecords.through(open, current);
            return null;
        });
        round = current;
    }

    /** Before the rows that came through are committed: to note too much does no harm. */
    private void noteAgain(MovedTable table, List<List<String>> left) throws SQLException {
        if (!left.isEmpty()) {
            crossing.source().<@Nullable Void>transaction(open -> {
                ChangeLog.note(open, crossing.source(), table.plainName(), left);
                return null;
            });
        }
    }

    private record Changed(MovedTable table, RowBatch rows, List<List<String>> gone) {}

    private List<Changed> read(Connection open, Map<String, List<List<String>>> keys) throws SQLException {
        List<Changed> all = new ArrayList<>();
        for (MovedTable table : tables) {
            List<List<String>> wanted = keys.getOrDefault(table.plainName(), List.of());
            if (!wanted.isEmpty()) {
                RowBatch rows = SourceRows.of(open, crossing.source().schema(), table, wanted);
                Set<List<String>> found = new HashSet<>(rows.keys());
                List<List<String>> gone =
                        wanted.stream().filter(key -> !found.contains(key)).toList();
                all.add(new Changed(table, rows, gone));
            }
        }
        return all;
    }
}
