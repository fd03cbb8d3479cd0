package io.scaiwave.room.moves;

import io.scaiwave.room.moves.Crossing.Budget;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** The last step: while writers are held back, what is left is brought over, compared, and the target opened. */
final class Switching {

    private static final Logger LOG = Logger.getLogger(Switching.class);

    private final Crossing crossing;
    private final long fenceMillis;

    Switching(Crossing crossing, long fenceMillis) {
        this.crossing = crossing;
        this.fenceMillis = fenceMillis;
    }

    StepAnswer run(MoveRecord record) throws SQLException {
        List<MovedTable> tables = crossing.tables();
        Following before = new Following(crossing, tables, record);
        if (!before.catchUp()) {
            return StepAnswer.at(50);
        }
        Fence fence = new Fence(crossing.source());
        long begun = System.nanoTime();
        fence.closeForWriters(fenceMillis);
        try {
            Budget budget = Budget.ofMillis(fenceMillis);
            fence.awaitThoseInside(budget);
            before.within(budget).finish();
            new Comparing(crossing, tables, before.round()).last(record.comparedRound());
            return open(fence, begun);
        } catch (SQLException | RuntimeException e) {
            reopen(fence);
            throw e;
        }
    }

    private StepAnswer open(Fence fence, long begun) throws SQLException {
        return crossing.source().transaction(open -> {
            fence.swing(open, crossing.target().level());
            int paused = (int) ((System.nanoTime() - begun) / 1_000_000);
            MoveRecords.switched(open, paused);
            LOG.infof("A tenant has moved; its writers waited for at most %d ms", (Object) paused);
            return new StepAnswer(true, 100, paused);
        });
    }

    /** If this fails too, the fence lets writers in again by itself. */
    private void reopen(Fence fence) {
        try {
            fence.open();
        } catch (SQLException e) {
            LOG.warn("A fence is left to open by itself", e);
        }
    }
}
