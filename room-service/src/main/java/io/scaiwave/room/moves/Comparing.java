package io.scaiwave.room.moves;

import io.scaiwave.room.moves.Checksum.Range;
import io.scaiwave.room.moves.MoveRecord.Position;
import io.scaiwave.room.moves.MoveRecord.Stage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the copies chunk by chunk while the tenant works on. Rows with changes that have not come through are left out,
 * on either side: those are compared by their keys when writers are held back.
 */
final class Comparing {

    private static final int CHUNK = 5_000;

    private final Crossing crossing;
    private final List<MovedTable> tables;
    private final int round;

    /** @param round the last that came through */
    Comparing(Crossing crossing, List<MovedTable> tables, int round) {
        this.crossing = crossing;
        this.tables = tables;
        this.round = round;
    }

    private record Chunk(Checksum sum, @Nullable List<String> end, List<List<String>> except) {}

    StepAnswer run(MoveRecord record) throws SQLException {
        Position at = record.at() == null ? new Position(tables.getFirst().name(), null) : record.at();
        long compared = record.copied();
        while (at != null) {
            MovedTable table = table(at);
            Position from = at;
            Chunk chunk = crossing.source().snapshot(open -> {
                String schema = crossing.source().schema();
                @Nullable List<String> end = Checksum.end(open, schema, table, from, CHUNK);
                List<List<String>> except = ChangeLog.since(open, round).getOrDefault(table.plainName(), List.of());
                return new Chunk(Checksum.of(open, schema, table, new Range(from.key(), end, except)), end, except);
            });
            require(table, chunk.sum(), new Range(from.key(), chunk.end(), chunk.except()));
            compared += chunk.sum().rows();
            at = chunk.end() == null ? next(table) : new Position(table.name(), chunk.end());
            stand(at, chunk.sum().rows());
            if (at != null && crossing.budget().isSpent()) {
                return StepAnswer.at((int) Math.min(99, 100 * compared / Math.max(1, record.total())));
            }
        }
        return StepAnswer.DONE;
    }

    private void stand(@Nullable Position at, long rows) throws SQLException {
        crossing.source().<@Nullable Void>transaction(open -> {
            if (at == null) {
                MoveRecords.reach(open, Stage.COMPARED);
            } else {
                MoveRecords.stand(open, at, rows);
            }
            return null;
        });
    }

    private void require(MovedTable table, Checksum wanted, Range range) throws SQLException {
        Side target = crossing.target();
        equal(table, wanted, target.transaction(open -> Checksum.of(open, target.schema(), table, range)));
    }

    /** With writers held back and nothing left to bring: all counts, and every row that was changed since comparing began. */
    void last(int comparedRound) throws SQLException {
        Side source = crossing.source();
        Side target = crossing.target();
        Map<String, List<List<String>>> changed = source.transaction(open -> ChangeLog.since(open, comparedRound));
        for (MovedTable table : tables) {
            long here = source.transaction(open -> Copying.rows(open, source.schema(), List.of(table)));
            long there = target.transaction(open -> Copying.rows(open, target.schema(), List.of(table)));
            List<List<String>> keys = changed.getOrDefault(table.plainName(), List.of());
            Checksum sum = source.transaction(open -> Checksum.of(open, source.schema(), table, keys));
            equal(table, sum, target.transaction(open -> Checksum.of(open, target.schema(), table, keys)));
            equal(table, new Checksum(here, ""), new Checksum(there, ""));
        }
    }

    private static void equal(MovedTable table, Checksum here, Checksum there) throws SQLException {
        if (!here.equals(there)) {
            throw new SQLException(
                    "The copies of " + table.name() + " differ: " + here.rows() + " and " + there.rows() + " rows");
        }
    }

    private MovedTable table(Position at) {
        return tables.stream()
                .filter(table -> table.name().equals(at.table()))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Position next(MovedTable table) {
        int index = tables.indexOf(table) + 1;
        return index < tables.size() ? new Position(tables.get(index).name(), null) : null;
    }
}
