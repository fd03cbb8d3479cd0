package io.scaiwave.room.moves;

import io.scaiwave.room.moves.MoveRecord.Stage;
import io.scaiwave.room.schemas.Provisioner;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.problem.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of a move, each from whatever an earlier attempt has left. */
final class MoveSteps {

    private static final int REMOVED_AT_ONCE = 1_000;

    private final Crossing crossing;
    private final Provisioner provisioner;
    private final Switching switching;

    MoveSteps(Crossing crossing, Provisioner provisioner, Switching switching) {
        this.crossing = crossing;
        this.provisioner = provisioner;
        this.switching = switching;
    }

    StepAnswer run(MoveRequest request, MoveStep step) throws SQLException {
        Optional<MoveRecord> record = crossing.source().transaction(open -> current(open, request, step));
        if (record.isEmpty()) {
            return StepAnswer.DONE;
        }
        return run(record.get(), step);
    }

    private StepAnswer run(MoveRecord record, MoveStep step) throws SQLException {
        return switch (step) {
            case PREPARE -> record.hasReached(Stage.PREPARED) ? StepAnswer.DONE : prepare();
            case CAPTURE -> after(record, Stage.PREPARED).hasReached(Stage.CAPTURING) ? StepAnswer.DONE : capture();
            case COPY ->
                after(record, Stage.CAPTURING).hasReached(Stage.COPIED)
                        ? StepAnswer.DONE
                        : new Copying(crossing).run(record);
            case COMPARE -> after(record, Stage.COPIED).hasReached(Stage.COMPARED) ? StepAnswer.DONE : compare(record);
            case SWITCH ->
                after(record, Stage.COMPARED).hasReached(Stage.SWITCHED)
                        ? new StepAnswer(true, 100, record.pauseMs())
                        : switching.run(record);
            case REMOVE -> remove(after(record, Stage.SWITCHED));
        };
    }

    /** Of this move; a move that has ended has none. */
    private Optional<MoveRecord> current(Connection open, MoveRequest request, MoveStep step) throws SQLException {
        Isolation live = Fence.level(open)
                .orElseThrow(() -> ErrorCode.SW_STATE_CONFLICT.because("The tenant has no place yet."));
        Optional<MoveRecord> found = MoveRecords.find(open);
        if (found.isEmpty() && step == MoveStep.PREPARE && live == request.from()) {
            MoveRecords.begin(open, crossing.source(), request);
            return MoveRecords.find(open);
        }
        if (found.isEmpty() && live == request.to() && step != MoveStep.PREPARE) {
            return Optional.empty();
        }
        return Optional.of(found.filter(record -> record.operation().equals(request.operation()))
                .filter(record -> record.source() == request.from() && record.target() == request.to())
                .filter(record -> live == (record.hasReached(Stage.SWITCHED) ? request.to() : request.from()))
                .orElseThrow(() -> ErrorCode.SW_STATE_CONFLICT.because(
                        "The tenant is not where this move begins, or another move of it has not ended.")));
    }

    private static MoveRecord after(MoveRecord record, Stage stage) {
        if (!record.hasReached(stage)) {
            throw ErrorCode.SW_STATE_CONFLICT.because("The steps before have not been done.");
        }
        return record;
    }

    private StepAnswer prepare() throws SQLException {
        if (!empty(crossing.target())) {
            return StepAnswer.at(0);
        }
        if (crossing.target().level() == Isolation.SCHEMA) {
            provisioner.makeSchema(crossing.target().tenant());
        }
        crossing.tables();
        return reached(Stage.PREPARED);
    }

    /** Removes what a copy that is not live has; false if some is left. */
    private boolean empty(Side side) throws SQLException {
        if (side.level() == Isolation.SCHEMA) {
            provisioner.dropSchema(side.tenant());
            return true;
        }
        for (MovedTable table : MovedTables.of(side).reversed()) {
            int removed = REMOVED_AT_ONCE;
            while (removed == REMOVED_AT_ONCE) {
                removed = side.transaction(open -> TargetRows.removeSome(open, side.schema(), table, REMOVED_AT_ONCE));
                if (crossing.budget().isSpent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private StepAnswer capture() throws SQLException {
        Side source = crossing.source();
        List<MovedTable> tables = crossing.tables();
        Fence fence = new Fence(source);
        fence.capture(true);
        fence.awaitThoseInside(crossing.budget());
        source.<@Nullable Void>transaction(open -> {
            MoveRecords.expect(open, Copying.rows(open, source.schema(), tables));
            return null;
        });
        return reached(Stage.CAPTURING);
    }

    private StepAnswer compare(MoveRecord record) throws SQLException {
        List<MovedTable> tables = crossing.tables();
        Following following = new Following(crossing, tables, record);
        if (!following.catchUp()) {
            return StepAnswer.at(0);
        }
        if (!record.hasReached(Stage.COMPARING)) {
            crossing.source().<@Nullable Void>transaction(open -> {
                MoveRecords.comparing(open);
                return null;
            });
        }
        MoveRecord now = crossing.source().transaction(MoveRecords::find).orElseThrow();
        return new Comparing(crossing, tables, following.round()).run(now);
    }

    private StepAnswer reached(Stage stage) throws SQLException {
        crossing.source().<@Nullable Void>transaction(open -> {
            MoveRecords.reach(open, stage);
            return null;
        });
        return StepAnswer.DONE;
    }

    private StepAnswer remove(MoveRecord record) throws SQLException {
        Side source = crossing.source();
        return empty(source) && ended(source) ? new StepAnswer(true, 100, record.pauseMs()) : StepAnswer.at(50);
    }

    private static boolean ended(Side source) throws SQLException {
        return source.transaction(open -> {
            boolean clear = ChangeLog.clear(open);
            if (clear) {
                MoveRecords.end(open);
            }
            return clear;
        });
    }

    StepAnswer undo(MoveRequest request) throws SQLException {
        Side source = crossing.source();
        Fence fence = new Fence(source);
        boolean ours = source.transaction(open -> {
            Optional<MoveRecord> record =
                    MoveRecords.find(open).filter(found -> found.operation().equals(request.operation()));
            if (record.isEmpty()) {
                return false;
            }
            if (record.get().hasReached(Stage.SWITCHED)) {
                throw ErrorCode.SW_STATE_CONFLICT.because("The tenant has moved; only another move takes it back.");
            }
            fence.open(open);
            fence.capture(open, false);
            return true;
        });
        return !ours || empty(crossing.target()) && ended(source) ? StepAnswer.DONE : StepAnswer.at(0);
    }
}
