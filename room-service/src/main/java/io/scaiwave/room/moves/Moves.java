package io.scaiwave.room.moves;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.room.moves.Crossing.Budget;
import io.scaiwave.room.schemas.Provisioner;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Works on one step of a tenant's move, with two connections of the provisioner: one for each copy. */
@ApplicationScoped
public class Moves {

    private static final Logger LOG = Logger.getLogger(Moves.class);

    private final AgroalDataSource connections;
    private final Provisioner provisioner;
    private final ExecutorService blocking;
    private final MovesConfig config;
    private final Semaphore room;

    Moves(
            @DataSource("provisioner") AgroalDataSource connections,
            Provisioner provisioner,
            @VirtualThreads ExecutorService blocking,
            MovesConfig config) {
        this.connections = connections;
        this.provisioner = provisioner;
        this.blocking = blocking;
        this.config = config;
        this.room = new Semaphore(config.concurrency());
    }

    private interface Turn {
        StepAnswer take(MoveSteps steps) throws SQLException;
    }

    /** Idempotent: a step that has been done answers so. */
    Uni<StepAnswer> run(TenantId tenant, MoveRequest request, MoveStep step) {
        return turn(tenant, request, steps -> steps.run(request, step));
    }

    /** Takes everything back, unless the tenant has moved already: {@code SW_STATE_CONFLICT}. */
    Uni<StepAnswer> undo(TenantId tenant, MoveRequest request) {
        return turn(tenant, request, steps -> steps.undo(request));
    }

    private Uni<StepAnswer> turn(TenantId tenant, MoveRequest request, Turn turn) {
        return Uni.createFrom().item(() -> attempt(tenant, request, turn)).runSubscriptionOn(blocking);
    }

    private StepAnswer attempt(TenantId tenant, MoveRequest request, Turn turn) {
        if (!room.tryAcquire()) {
            throw DatabaseFailures.unavailable();
        }
        try (Connection here = connections.getConnection();
                Connection there = connections.getConnection()) {
            Side source = new Side(here, tenant, request.from());
            Side target = new Side(there, tenant, request.to());
            Budget budget = Budget.ofMillis(config.turn().toMillis());
            return alone(source, new Crossing(source, target, budget), turn);
        } catch (SQLException | FlywayException e) {
            LOG.errorf(e, "A step of the move of %s failed", tenant.wire());
            throw DatabaseFailures.unavailable();
        } finally {
            room.release();
        }
    }

    private StepAnswer alone(Side source, Crossing crossing, Turn turn) throws SQLException {
        while (!source.takeTurn()) {
            if (crossing.budget().isSpent()) {
                return StepAnswer.at(0);
            }
            source.pause(50);
        }
        try {
            return turn.take(new MoveSteps(
                    crossing,
                    provisioner,
                    new Switching(crossing, config.fence().toMillis())));
        } catch (RefusedException refused) {
            LOG.infof("A step of a move is refused: %s", refused.detail());
            throw refused;
        } finally {
            source.giveTurnBack();
        }
    }
}
