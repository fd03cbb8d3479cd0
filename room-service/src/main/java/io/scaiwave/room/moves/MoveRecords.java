package io.scaiwave.room.moves;

import io.scaiwave.room.moves.MoveRecord.Position;
import io.scaiwave.room.moves.MoveRecord.Stage;
import io.scaiwave.tenancy.context.Isolation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of a tenant's move, of which there is at most one; within a transaction of the tenant. */
final class MoveRecords {

    private static final String TABLE = Side.SERVICE + ".moves";

    private MoveRecords() {}

    static Optional<MoveRecord> find(Connection open) throws SQLException {
        try (PreparedStatement query = open.prepareStatement("SELECT * FROM " + TABLE + " FOR UPDATE");
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(record(row)) : Optional.empty();
        }
    }

    private static MoveRecord record(ResultSet row) throws SQLException {
        String table = row.getString("at_table");
        Array key = row.getArray("at_key");
        return new MoveRecord(
                row.getObject("operation_id", UUID.class),
                Isolation.of(row.getString("source")).orElseThrow(),
                Isolation.of(row.getString("target")).orElseThrow(),
                Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                table == null ? null : new Position(table, key == null ? null : List.of((String[]) key.getArray())),
                row.getLong("copied"),
                row.getLong("total"),
                row.getInt("round"),
                row.getInt("compared_round"),
                row.getObject("pause_ms", Integer.class));
    }

    static void begin(Connection open, Side source, MoveRequest request) throws SQLException {
        Side.update(
                open,
                "INSERT INTO " + TABLE + " (tenant_id, operation_id, source, target, stage) VALUES (?, ?, ?, ?, ?)",
                source.tenant().uuid(),
                request.operation(),
                request.from().wire(),
                request.to().wire(),
                Stage.BEGUN.wire());
    }

    static void reach(Connection open, Stage stage) throws SQLException {
        Side.update(open, "UPDATE " + TABLE + " SET stage = ?, at_table = NULL, at_key = NULL", stage.wire());
    }

    static void expect(Connection open, long rows) throws SQLException {
        Side.update(open, "UPDATE " + TABLE + " SET total = ?, copied = 0", rows);
    }

    static void stand(Connection open, Position at, long more) throws SQLException {
        @Nullable List<String> key = at.key();
        Side.update(
                open,
                "UPDATE " + TABLE + " SET at_table = ?, at_key = ?::text[], copied = copied + ?",
                at.table(),
                key == null ? null : open.createArrayOf("text", key.toArray(String[]::new)),
                more);
    }

    static void through(Connection open, int round) throws SQLException {
        Side.update(open, "UPDATE " + TABLE + " SET round = ?", round);
    }

    static void comparing(Connection open) throws SQLException {
        Side.update(open, "UPDATE " + TABLE + " SET compared_round = round, copied = 0");
        reach(open, Stage.COMPARING);
    }

    static void switched(Connection open, int pauseMs) throws SQLException {
        Side.update(open, "UPDATE " + TABLE + " SET pause_ms = ?", pauseMs);
        reach(open, Stage.SWITCHED);
    }

    static void end(Connection open) throws SQLException {
        Side.update(open, "DELETE FROM " + TABLE);
    }
}
