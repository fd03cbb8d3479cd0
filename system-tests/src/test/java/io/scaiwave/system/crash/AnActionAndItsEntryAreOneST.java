package io.scaiwave.system.crash;

import static io.scaiwave.system.crash.CrashPoints.Point.AT_COMMIT_OF_AN_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.crash.CrashPoints.Point;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** killed between an action and its audit entry, tenant-service has done both or none. */
class AnActionAndItsEntryAreOneST {

    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private final Installation installation = Installation.shared();

    @AfterEach
    void stop() {
        installation.up();
    }

    /** What is asked, where it is killed, and whether it must have happened. */
    private record Case(String verb, String table, String when, boolean committed) {}

    private record Tried(Case asked, Fleet fleet, String tenant, String tag) {

        Api.Answer act() {
            return asked.verb().equals("suspend")
                    ? fleet.admin().post("/v1/tenants/" + tenant + "/suspend", "{\"reason\":\"unpaid\"}")
                    : fleet.admin().with("If-Match", tag).patch("/v1/tenants/" + tenant, "{\"name\":\"Renamed\"}");
        }

        boolean isDone(Api.Answer found) {
            return asked.verb().equals("suspend")
                    ? found.data().path("status").asText().equals("suspended")
                    : found.data().path("name").asText().equals("Renamed");
        }
    }

    @Test
    void killedBetweenTheChangeAndItsEntry() throws SQLException {
        List<Tried> all = Stream.of(
                        new Case("update", "audit_log", "BEFORE INSERT", false),
                        new Case("update", "outbox", "BEFORE INSERT", false),
                        new Case("update", "tenants", AT_COMMIT_OF_AN_UPDATE, true),
                        new Case("suspend", "audit_log", "BEFORE INSERT", false),
                        new Case("suspend", "tenants", AT_COMMIT_OF_AN_UPDATE, true))
                .map(this::tenantFor)
                .toList();
        List<Point> points = all.stream()
                .map(tried -> new Point(
                        tried.asked().table(),
                        tried.asked().when(),
                        "true",
                        tried.fleet().partner()))
                .toList();
        try (CrashPoints crash = CrashPoints.plant(installation, points)) {
            crash.killDuring(
                    CrashPoints.Victim.TENANT_SERVICE,
                    all.stream().<Supplier<Api.Answer>>map(tried -> tried::act).toList());

            installation.up();
            for (Tried tried : all) {
                Api.Answer found = Fleet.answered(() -> tried.fleet().admin().get("/v1/tenants/" + tried.tenant()))
                        .expect(200);
                long entries = crash.count("SELECT count(*) FROM tenant.audit_log WHERE action = 'tenant."
                        + tried.asked().verb() + "' AND " + tried.fleet().tenantIsOurs());

                assertThat(tried.isDone(found))
                        .as("%s", tried.asked())
                        .isEqualTo(tried.asked().committed());
                assertThat(entries)
                        .as("entries of %s", tried.asked())
                        .isEqualTo(tried.asked().committed() ? 1 : 0);
            }
        }
    }

    private Tried tenantFor(Case asked) {
        Fleet fleet = Fleet.found(installation);
        Api.Answer ready = fleet.ready(fleet.created(), IN_TIME);
        return new Tried(asked, fleet, ready.data().path("id").asText(), ready.header("ETag"));
    }
}
