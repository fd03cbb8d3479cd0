package io.scaiwave.cli.migrate;

import io.scaiwave.cli.CliFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the schemas of several services up to date side by side; one that fails does not stop the others. */
@Command(name = "migrate", description = "Run the database migrations of services, each with its owner role.")
public final class MigrateCommand implements Runnable {
    private static final int MINUTES = 30;

    @Option(names = "--url", required = true, description = "JDBC address of the database, without credentials.")
    String url = "";

    @Option(
            names = "--target",
            description = "schema=folder[:folder…]; may be repeated. The password of role <schema>_owner is read from"
                    + " SCAIWAVE_DB_<SCHEMA>_OWNER_PASSWORD.")
    List<String> targets = List.of();

    @Option(
            names = "--fleet",
            description =
                    "service=folder[:folder…]; may be repeated. What is in the own schemas of the service's tenants,"
                            + " t_<id>; migrated when all targets are, one first, then a few, then the rest.")
    List<String> fleets = List.of();

    @Option(
            names = "--databases",
            description =
                    "service=folder[:folder…]; may be repeated. What is in the own databases of the service's tenants,"
                            + " d_<id>, and in <service>_template, which they are copied from; migrated after the targets.")
    List<String> databases = List.of();

    @Option(
            names = "--workers",
            defaultValue = "4",
            description = "Own schemas or databases at a time; each takes two connections.")
    int workers = 4;

    @Option(
            names = "--failures",
            defaultValue = "5",
            description = "Own schemas that may fail before the rest is left.")
    int failures = 5;

    @Option(
            names = "--lock-wait",
            defaultValue = "5",
            description =
                    "Seconds that a statement may wait for a tenant's table, and the tenant's requests behind it.")
    int lockWait = 5;

    @Override
    public void run() {
        List<SchemaTarget> schemas = targets.stream().map(SchemaTarget::parse).toList();
        if (schemas.isEmpty() && fleets.isEmpty() && databases.isEmpty()) {
            throw new CliFailure("say what to migrate: --target, --fleet, --databases");
        }
        within("--workers", workers, 1, 64);
        within("--failures", failures, 0, 1_000_000);
        within("--lock-wait", lockWait, 1, 3_600);
        boolean failed = false;
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.clamp(schemas.size(), 1, 4))) {
            List<Future<String>> running = schemas.stream()
                    .map(one -> workers.submit(() -> migrate(one)))
                    .toList();
            for (int i = 0; i < schemas.size(); i++) {
                failed |= !report(schemas.get(i).schema(), running.get(i));
            }
        }
        if (failed) {
            throw new CliFailure("migration failed");
        }
        for (String own : databases) {
            migrateDatabases(SchemaTarget.parse(own));
        }
        for (String fleet : fleets) {
            migrateFleet(SchemaTarget.parse(fleet));
        }
    }

    private void migrateDatabases(SchemaTarget target) {
        try {
            new DatabaseFleet(url, target, password(target), Math.clamp(workers, 1, 64), System.err).run();
        } catch (SQLException e) {
            throw new CliFailure("migration of own databases failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void migrateFleet(SchemaTarget target) {
        FleetProgress progress = new FleetProgress(target.schema(), System.err);
        FleetPlan plan = new FleetPlan(
                url, target, password(target), Math.clamp(workers, 1, 64), failures, Duration.ofSeconds(lockWait));
        try (FleetLedger ledger = FleetLedger.open(plan, progress::waiting)) {
            if (!new Fleet(plan, ledger, progress).run()) {
                throw new CliFailure("migration of own schemas failed");
            }
        } catch (SQLException e) {
            throw new CliFailure("migration of own schemas failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String password(SchemaTarget target) {
        String password = System.getenv(target.passwordVariable());
        if (password == null) {
            throw new CliFailure("set " + target.passwordVariable());
        }
        return password;
    }

    private static boolean report(String schema, Future<String> outcome) {
        try {
            System.err.println("migrate " + schema + ": " + outcome.get(MINUTES, TimeUnit.MINUTES));
            return true;
        } catch (ExecutionException e) {
            System.err.println("migrate " + schema + ": " + reason(e.getCause()));
        } catch (TimeoutException e) {
            System.err.println("migrate " + schema + ": not done after " + MINUTES + " minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private String migrate(SchemaTarget target) {
        MigrateResult result = Flyway.configure()
                .dataSource(url, target.owner(), password(target))
                .schemas(target.schema())
                .defaultSchema(target.schema())
                .createSchemas(false)
                .locations(target.locations())
                .placeholders(Map.of("service", target.schema()))
                .connectRetries(3)
                .load()
                .migrate();
        return result.migrationsExecuted == 0
                ? "up to date at " + result.initialSchemaVersion
                : result.migrationsExecuted + " migrations, now at " + result.targetSchemaVersion;
    }

    /** Flyway explains a failing statement on several lines; its first and the server's own message are what helps. */
    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof FlywayException || failure instanceof CliFailure) {
            return String.valueOf(failure.getMessage()).strip();
        }
        return String.valueOf(failure);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CliFailure(option + " wants a number from " + least + " to " + most + ", got " + value);
        }
    }
}
