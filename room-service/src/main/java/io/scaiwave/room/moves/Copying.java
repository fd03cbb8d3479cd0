package io.scaiwave.room.moves;

import io.scaiwave.room.moves.MoveRecord.Position;
import io.scaiwave.room.moves.MoveRecord.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies all rows by key, a batch at a time, while the tenant works on. */
final class Copying {

    private final Crossing crossing;

    Copying(Crossing crossing) {
        this.crossing = crossing;
    }

    StepAnswer run(MoveRecord record) throws SQLException {
        Position at = record.at();
        List<MovedTable> tables = crossing.tables();
        long copied = record.copied();
        for (MovedTable table : tables.subList(index(tables, at), tables.size())) {
            List<String> key = at != null && at.table().equals(table.name()) ? at.key() : null;
            RowBatch batch = read(table, key);
            while (!batch.isEmpty()) {
                copied += batch.rows().size();
                key = batch.keys().getLast();
                copy(table, batch, new Position(table.name(), key));
                if (crossing.budget().isSpent()) {
                    return StepAnswer.at((int) Math.min(99, 100 * copied / Math.max(1, record.total())));
                }
                batch = read(table, key);
            }
        }
        if (copied == 0 && record.total() > 0) {
            throw new SQLException("No row was copied, but there are rows");
        }
        crossing.source().<@Nullable Void>transaction(open -> {
            MoveRecords.reach(open, Stage.COPIED);
            return null;
        });
        return StepAnswer.DONE;
    }

    private static int index(List<MovedTable> tables, @Nullable Position at) {
        return at == null ? 0 : tables.stream().map(MovedTable::name).toList().indexOf(at.table());
    }

    private RowBatch read(MovedTable table, @Nullable List<String> key) throws SQLException {
        Side source = crossing.source();
        return source.transaction(open -> SourceRows.behind(open, source.schema(), table, key));
    }

    private void copy(MovedTable table, RowBatch batch, Position at) throws SQLException {
        Side target = crossing.target();
        List<List<String>> left = target.transaction(open -> TargetRows.add(open, target.schema(), table, batch));
        crossing.source().<@Nullable Void>transaction(open -> {
            ChangeLog.note(open, crossing.source(), table.plainName(), left);
            MoveRecords.stand(open, at, batch.rows().size());
            return null;
        });
    }

    /** All rows that are to be copied. */
    static long rows(Connection open, String schema, List<MovedTable> tables) throws SQLException {
        long all = 0;
        for (MovedTable table : tables) {
            try (PreparedStatement query =
                            open.prepareStatement("SELECT count(*) FROM " + schema + "." + table.name());
                    ResultSet found = query.executeQuery()) {
                found.next();
                all += found.getLong(1);
            }
        }
        return all;
    }
}
