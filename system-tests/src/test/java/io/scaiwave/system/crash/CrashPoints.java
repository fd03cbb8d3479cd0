package io.scaiwave.system.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Holds a service inside chosen transactions, by planted triggers that wait for a lock of the test's, and kills it
 * there. The service has nothing in it that knows of this.
 */
final class CrashPoints implements AutoCloseable {

    private static final int CLASS = 7331;

    private final Installation installation;
    private final Connection holder;
    private final List<Point> points;

    /**
     * One place to stop at.
     *
     * @param when {@code BEFORE INSERT} and the like, or {@link #AT_COMMIT_OF_AN_INSERT}
     * @param condition about NEW and OLD
     * @param partner only the work of this partner stops
     */
    record Point(String table, String when, String condition, UUID partner) {

        static final String AT_COMMIT_OF_AN_INSERT = "AFTER INSERT DEFERRED";
        static final String AT_COMMIT_OF_AN_UPDATE = "AFTER UPDATE DEFERRED";

        /** A table of tenant-service, unless it is named with its schema. */
        String qualified() {
            return table.contains(".") ? table : "tenant." + table;
        }

        String plant(int number) {
            boolean deferred = when.endsWith(" DEFERRED");
            return "CREATE %s TRIGGER crash_%d %s ON %s %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION crash.halt(%d, '%s')"
                    .formatted(
                            deferred ? "CONSTRAINT" : "",
                            number,
                            when.replace(" DEFERRED", ""),
                            qualified(),
                            deferred ? "DEFERRABLE INITIALLY DEFERRED" : "",
                            condition,
                            number,
                            partner);
        }
    }

    /** Who is killed, and the database role of what it does there. */
    enum Victim {
        TENANT_SERVICE("tenant-service", "tenant_app"),
        PROVISIONER_OF_ROOMS("room-service", "room_provisioner");

        private final String service;
        private final String role;

        Victim(String service, String role) {
            this.service = service;
            this.role = role;
        }

        String service() {
            return service;
        }

        String role() {
            return role;
        }
    }

    private CrashPoints(Installation installation, List<Point> points) throws SQLException {
        this.installation = installation;
        this.points = points;
        this.holder = installation.database();
    }

    static CrashPoints plant(Installation installation, List<Point> points) throws SQLException {
        CrashPoints planted = new CrashPoints(installation, points);
        planted.run("""
                CREATE SCHEMA crash;
                CREATE FUNCTION crash.halt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
                BEGIN
                    IF to_jsonb(NEW) ->> 'partner_id' = TG_ARGV[1] OR EXISTS (SELECT FROM tenant.tenants t
                            WHERE t.tenant_id::text = to_jsonb(NEW) ->> 'tenant_id' AND t.partner_id::text = TG_ARGV[1]) THEN
                        PERFORM pg_advisory_xact_lock(%d, TG_ARGV[0]::int);
                    END IF;
                    RETURN NEW;
                END $$""".formatted(CLASS));
        for (int number = 0; number < points.size(); number++) {
            planted.run("SELECT pg_advisory_lock(" + CLASS + ", " + number + ")");
            planted.run(points.get(number).plant(number));
        }
        return planted;
    }

    /**
     * Sends all requests side by side, each again and again until it is answered, and kills the service when work waits at
     * each point. Returns when the database server has let go of what the service did and every asker has stopped.
     */
    void killDuring(Victim victim, List<Supplier<Api.Answer>> requests) throws SQLException {
        AtomicBoolean killed = new AtomicBoolean();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> asked = requests.stream()
                    .map(request -> CompletableFuture.runAsync(() -> Fleet.ask(request, killed), askers))
                    .toList();
            try {
                killThere(victim, killed);
            } finally {
                killed.set(true);
            }
            asked.forEach(answer -> answer.handle((got, lost) -> got)
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join());
        }
    }

    /** @param killed set as soon as it is */
    private void killThere(Victim victim, AtomicBoolean killed) throws SQLException {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(count("SELECT count(DISTINCT objid) FROM pg_locks"
                                + " WHERE locktype = 'advisory' AND NOT granted AND classid = " + CLASS))
                        .isEqualTo(points.size()));
        installation.kill(victim.service());
        killed.set(true);
        run("SELECT pg_advisory_unlock_all()");
        // A transaction whose COMMIT had been sent commits; any other ends with its connection.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(
                                count("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + victim.role() + "'"))
                        .isZero());
        clear();
    }

    private void clear() throws SQLException {
        for (int number = 0; number < points.size(); number++) {
            run("DROP TRIGGER IF EXISTS crash_" + number + " ON "
                    + points.get(number).qualified());
        }
        run("DROP SCHEMA IF EXISTS crash CASCADE");
    }

    long count(String sql) throws SQLException {
        try (Statement statement = holder.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        run("SELECT pg_advisory_unlock_all()");
        clear();
        holder.close();
    }
}
