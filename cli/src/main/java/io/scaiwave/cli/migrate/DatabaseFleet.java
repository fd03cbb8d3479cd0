package io.scaiwave.cli.migrate;

import io.scaiwave.cli.CliFailure;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the databases of single tenants further: first the template that new ones are copied from, then one, then all
 * others side by side. Each keeps the history of its own, so a run that was killed is simply run again.
 */
final class DatabaseFleet {

    private static final String ALL =
            "SELECT datname FROM pg_database WHERE datname ~ '^d_[0-9a-f]{32}$' AND datallowconn ORDER BY datname";

    private final String home;
    private final SchemaTarget target;
    private final String password;
    private final int workers;
    private final PrintStream out;

    /** @param home JDBC address of the service's home, on the same server */
    DatabaseFleet(String home, SchemaTarget target, String password, int workers, PrintStream out) {
        this.home = home;
        this.target = target;
        this.password = password;
        this.workers = workers;
        this.out = out;
    }

    void run() throws SQLException, InterruptedException {
        migrate(target.schema() + "_template");
        List<String> names = names();
        if (names.isEmpty()) {
            return;
        }
        migrate(names.getFirst());
        int failed = all(names.subList(1, names.size()));
        out.printf(
                "migrate %s: %d of %d own databases are up to date%n",
                target.schema(), names.size() - failed, names.size());
        if (failed > 0) {
            throw new CliFailure("migration of own databases failed");
        }
    }

    private int all(List<String> names) throws InterruptedException {
        int failed = 0;
        try (ExecutorService side = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> running = new ArrayList<>();
            names.forEach(name -> running.add(side.submit(() -> migrate(name))));
            for (int i = 0; i < names.size(); i++) {
                try {
                    running.get(i).get();
                } catch (ExecutionException e) {
                    failed++;
                    out.printf("migrate %s in %s: %s%n", target.schema(), names.get(i), e.getCause());
                }
            }
        }
        return failed;
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(home, target.owner(), password);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ALL)) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    private void migrate(String database) {
        try {
            Flyway.configure()
                    .dataSource(address(database), target.owner(), password)
                    .schemas(target.schema())
                    .defaultSchema(target.schema())
                    .createSchemas(false)
                    .locations(target.locations())
                    .placeholders(Map.of("service", target.schema()))
                    .connectRetries(3)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new CliFailure(
                    database + ": " + String.valueOf(e.getMessage()).strip());
        }
    }

    /** The home's address with another name at its end, before its settings. */
    private String address(String database) {
        return home.replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1");
    }
}
