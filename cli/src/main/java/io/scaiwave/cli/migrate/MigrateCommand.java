package io.scaiwave.cli.migrate;

import io.scaiwave.cli.CliFailure;
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
            required = true,
            description = "schema=folder[:folder…]; may be repeated. The password of role <schema>_owner is read from"
                    + " SCAIWAVE_DB_<SCHEMA>_OWNER_PASSWORD.")
    List<String> targets = List.of();

    @Override
    public void run() {
        List<SchemaTarget> schemas = targets.stream().map(SchemaTarget::parse).toList();
        boolean failed = false;
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(4, schemas.size()))) {
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
        String password = System.getenv(target.passwordVariable());
        if (password == null) {
            throw new CliFailure("set " + target.passwordVariable());
        }
        MigrateResult result = Flyway.configure()
                .dataSource(url, target.owner(), password)
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
}
