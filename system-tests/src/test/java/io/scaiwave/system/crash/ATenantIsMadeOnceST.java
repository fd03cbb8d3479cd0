package io.scaiwave.system.crash;

import static io.scaiwave.system.crash.CrashPoints.Point.AT_COMMIT_OF_AN_INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.crash.CrashPoints.Point;
import io.scaiwave.system.crash.CrashPoints.Victim;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * T-38: tenant-service is killed with {@code kill -9} at every step of making a tenant. Whoever repeats the request with
 * the same key has exactly one tenant, ready within 30 seconds of the service's return.
 */
class ATenantIsMadeOnceST {

    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private final Installation installation = Installation.shared();

    @AfterEach
    void stop() {
        installation.up();
    }

    @Test
    void killedWhereTheStepsChangeOrTakeEffect() throws SQLException {
        killedAt(List.of(
                fleet -> before("operation_steps", "UPDATE", "NEW.position = 1 AND NEW.state = 'running'", fleet),
                fleet -> before("operation_steps", "UPDATE", "NEW.position = 2 AND NEW.state = 'running'", fleet),
                fleet -> before("operation_steps", "UPDATE", "NEW.position = 3 AND NEW.state = 'running'", fleet),
                fleet -> before("operation_steps", "UPDATE", "NEW.position = 4 AND NEW.state = 'running'", fleet),
                fleet -> before("operations", "UPDATE", "NEW.state = 'succeeded'", fleet),
                fleet -> before("event_accounts", "INSERT", "true", fleet),
                fleet -> before("tenants", "UPDATE", "NEW.initial_limits IS NOT NULL", fleet),
                fleet -> before("tenants", "UPDATE", "NEW.state ->> 'status' = 'active'", fleet)));
    }

    @Test
    void killedWhileATenantWithASchemaOfItsOwnIsMade() throws SQLException {
        killedAt(
                Victim.TENANT_SERVICE,
                "schema",
                List.of(
                        fleet -> before(
                                "operation_steps", "UPDATE", "NEW.position = 1 AND NEW.state = 'running'", fleet),
                        fleet -> before(
                                "operation_steps", "UPDATE", "NEW.position = 2 AND NEW.state = 'running'", fleet),
                        fleet -> before("tenants", "UPDATE", "NEW.state ->> 'status' = 'active'", fleet)));
    }

    @Test
    void roomServiceKilledWhileItMakesAPlace() throws SQLException {
        killedAt(
                Victim.PROVISIONER_OF_ROOMS,
                "schema",
                List.of(fleet -> before("room.fences", "INSERT", "true", fleet)));
    }

    @Test
    void killedWhileATenantWithADatabaseOfItsOwnIsMade() throws SQLException {
        killedAt(
                Victim.TENANT_SERVICE,
                "database",
                List.of(
                        fleet -> before(
                                "operation_steps", "UPDATE", "NEW.position = 1 AND NEW.state = 'running'", fleet),
                        fleet -> before(
                                "operation_steps", "UPDATE", "NEW.position = 2 AND NEW.state = 'running'", fleet)));
    }

    @Test
    void roomServiceKilledWhileItMakesADatabase() throws SQLException {
        killedAt(
                Victim.PROVISIONER_OF_ROOMS,
                "database",
                List.of(
                        fleet -> before("room.databases", "INSERT", "true", fleet),
                        fleet -> before("room.fences", "INSERT", "true", fleet)));
    }

    @Test
    void killedWhileTheRequestIsWrittenDown() throws SQLException {
        killedAt(List.of(
                fleet -> before("tenants", "INSERT", "true", fleet),
                fleet -> before("slugs", "INSERT", "true", fleet),
                fleet -> before("outbox", "INSERT", "true", fleet),
                fleet -> before("audit_log", "INSERT", "true", fleet),
                fleet -> before("operations", "INSERT", "true", fleet),
                fleet -> before("partner_idempotency_keys", "INSERT", "true", fleet),
                fleet -> new Point("tenants", AT_COMMIT_OF_AN_INSERT, "true", fleet.partner()),
                fleet -> before("operation_steps", "UPDATE", "NEW.position = 0 AND NEW.state = 'running'", fleet)));
    }

    private static Point before(String table, String change, String condition, Fleet fleet) {
        return new Point(table, "BEFORE " + change, condition, fleet.partner());
    }

    private void killedAt(List<Function<Fleet, Point>> places) throws SQLException {
        killedAt(Victim.TENANT_SERVICE, "shared", places);
    }

    private void killedAt(Victim victim, String isolation, List<Function<Fleet, Point>> places) throws SQLException {
        List<Fleet> fleets = places.stream()
                .map(place -> Fleet.found(installation, isolation))
                .toList();
        List<Point> points = IntStream.range(0, places.size())
                .mapToObj(i -> places.get(i).apply(fleets.get(i)))
                .toList();
        try (CrashPoints crash = CrashPoints.plant(installation, points)) {
            crash.killDuring(
                    victim,
                    fleets.stream()
                            .<Supplier<Api.Answer>>map(fleet -> fleet::create)
                            .toList());

            for (Fleet fleet : fleets) {
                assertWholeOrNothing(crash, fleet);
            }
            installation.up();
            for (int i = 0; i < fleets.size(); i++) {
                Fleet fleet = fleets.get(i);
                Api.Answer tenant = fleet.ready(fleet.created(), IN_TIME);

                assertThat(tenant.data().path("status").asText())
                        .as("killed at %s", points.get(i))
                        .isEqualTo("active");
                assertOne(crash, fleet, points.get(i));
            }
        }
    }

    /** The row, its event, its audit entry, its operation and the kept answer are there together or not at all. */
    private static void assertWholeOrNothing(CrashPoints crash, Fleet fleet) throws SQLException {
        long tenants = crash.count("SELECT count(*) FROM tenant.tenants WHERE " + fleet.partnerIsOurs());

        assertThat(tenants).isLessThanOrEqualTo(1);
        assertThat(crash.count("SELECT count(*) FROM tenant.slugs WHERE slug = '" + fleet.slug() + "'"))
                .isEqualTo(tenants);
        assertThat(created(crash, fleet)).isEqualTo(tenants);
        assertThat(announced(crash, fleet)).isEqualTo(tenants);
        assertThat(crash.count("SELECT count(*) FROM tenant.operations WHERE " + fleet.partnerIsOurs()))
                .isEqualTo(tenants);
        assertThat(crash.count(
                        "SELECT count(*) FROM tenant.partner_idempotency_keys WHERE key = '" + fleet.key() + "'"))
                .isEqualTo(tenants);
    }

    private static void assertOne(CrashPoints crash, Fleet fleet, Point point) throws SQLException {
        assertThat(crash.count("SELECT count(*) FROM tenant.tenants WHERE " + fleet.partnerIsOurs()))
                .as("tenants, killed at %s", point)
                .isEqualTo(1);
        assertThat(created(crash, fleet)).as("entries, killed at %s", point).isEqualTo(1);
        assertThat(announced(crash, fleet)).as("events, killed at %s", point).isEqualTo(1);
        assertThat(crash.count("SELECT count(*) FROM tenant.event_accounts WHERE " + fleet.partnerIsOurs()))
                .as("accounts, killed at %s", point)
                .isEqualTo(1);
        assertThat(crash.count("SELECT tenant_count FROM tenant.partners WHERE " + fleet.partnerIsOurs()))
                .as("places taken, killed at %s", point)
                .isEqualTo(1);
        assertThat(crash.count("SELECT count(*) FROM room.fences WHERE level = '" + fleet.isolation()
                        + "' AND state = '" + (fleet.isolation().equals("database") ? "closed" : "open") + "' AND "
                        + fleet.tenantIsOurs()))
                .as("fences, killed at %s", point)
                .isEqualTo(1);
        long own = fleet.isolation().equals("schema") ? 1 : 0;
        assertThat(crash.count("SELECT count(*) FROM pg_namespace WHERE nspname" + fleet.isOurSchema()))
                .as("schemas, killed at %s", point)
                .isEqualTo(own);
        assertThat(crash.count("SELECT count(*) FROM pg_roles WHERE rolname" + fleet.isOurSchema()))
                .as("roles, killed at %s", point)
                .isEqualTo(own);
        long database = fleet.isolation().equals("database") ? 1 : 0;
        assertThat(crash.count("SELECT count(*) FROM pg_database WHERE datname" + fleet.isOurDatabase()))
                .as("databases, killed at %s", point)
                .isEqualTo(database);
        assertThat(crash.count("SELECT count(*) FROM room.databases WHERE " + fleet.tenantIsOurs()))
                .as("records, killed at %s", point)
                .isEqualTo(database);
        assertThat(fleet.created().expect(202).header("Idempotent-Replayed")).isEqualTo("true");
    }

    private static long created(CrashPoints crash, Fleet fleet) throws SQLException {
        return crash.count(
                "SELECT count(*) FROM tenant.audit_log WHERE action = 'tenant.create' AND " + fleet.tenantIsOurs());
    }

    private static long announced(CrashPoints crash, Fleet fleet) throws SQLException {
        return crash.count(
                "SELECT count(*) FROM tenant.outbox WHERE subject LIKE '%.tenant.created' AND " + fleet.tenantIsOurs());
    }
}
