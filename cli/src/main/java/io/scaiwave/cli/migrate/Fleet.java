package io.scaiwave.cli.migrate;

import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.migrate.SchemaMigration.Wanted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings every tenant's schema to the same version: one first, then a few, then all others side by side. What is done is
 * written down, so a run that was killed is taken up by the next one; what fails is named and holds up nobody, until too
 * many do.
 */
final class Fleet {

    private static final int FEW = 5;
    private static final int ATTEMPTS = 3;
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final FleetPlan plan;
    private final SchemaMigration migration;
    private final FleetLedger ledger;
    private final FleetProgress progress;
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    Fleet(FleetPlan plan, FleetLedger ledger, FleetProgress progress) {
        this.plan = plan;
        this.migration = new SchemaMigration(plan);
        this.ledger = ledger;
        this.progress = progress;
    }

    /** Whether all schemas are where they should be. */
    boolean run() throws SQLException, InterruptedException {
        Wanted wanted = migration.wanted();
        ledger.begin(wanted);
        progress.start(wanted.version(), left(wanted).size());
        boolean whole = some(wanted, 1) && some(wanted, FEW) && all(wanted);
        ledger.end(whole, progress.failures());
        // Who made a schema after these were counted, and before that was written, did not know how far it has to come.
        whole = whole && all(wanted);
        progress.end(whole, left(wanted).size());
        return whole;
    }

    /** The first ones: with a failure among these nothing more is tried. */
    private boolean some(Wanted wanted, int number) throws SQLException, InterruptedException {
        List<String> left = left(wanted);
        side(left.subList(0, Math.min(number, left.size())), 0);
        return progress.failures() == 0;
    }

    /** All others, and those that are made meanwhile. */
    private boolean all(Wanted wanted) throws SQLException, InterruptedException {
        List<String> left = left(wanted);
        while (!left.isEmpty() && progress.failures() <= plan.budget()) {
            progress.total(tried.size() + left.size());
            side(left, plan.budget());
            left = left(wanted);
        }
        return left.isEmpty() && progress.failures() == 0;
    }

    private List<String> left(Wanted wanted) throws SQLException {
        List<String> behind = new ArrayList<>(ledger.behind(wanted));
        behind.removeAll(tried);
        return behind;
    }

    private void side(List<String> schemas, int budget) throws InterruptedException {
        Queue<String> waiting = new ConcurrentLinkedQueue<>(schemas);
        try (ExecutorService workers = Executors.newFixedThreadPool(plan.workers())) {
            List<Future<Boolean>> busy = new ArrayList<>();
            for (int i = 0; i < plan.workers(); i++) {
                busy.add(workers.submit(() -> work(waiting, budget)));
            }
            for (Future<Boolean> one : busy) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new CliFailure("the run cannot go on: " + Failure.of(e).text());
        }
    }

    /** Whether all that waited was tried. */
    private boolean work(Queue<String> waiting, int budget) throws SQLException, InterruptedException {
        String next = waiting.poll();
        while (next != null && progress.failures() <= budget) {
            bring(next);
            next = waiting.poll();
        }
        return next == null;
    }

    private void bring(String schema) throws SQLException, InterruptedException {
        tried.add(schema);
        for (int attempt = 1; ; attempt++) {
            ledger.attempt(schema);
            try {
                migration.migrate(schema);
                ledger.reached(schema);
                progress.done();
                return;
            } catch (FlywayException e) {
                if (ledger.forget(schema)) {
                    progress.done();
                    return;
                }
                Failure failure = Failure.of(e);
                if (attempt == ATTEMPTS || !failure.passes()) {
                    ledger.failed(schema, failure.text());
                    progress.failed(schema, failure.text());
                    return;
                }
            }
            Thread.sleep(BACKOFF.multipliedBy(attempt));
        }
    }
}
