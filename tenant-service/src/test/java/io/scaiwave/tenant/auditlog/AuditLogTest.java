package io.scaiwave.tenant.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.AuditId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Platform;
import io.scaiwave.tenant.testing.Rest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditLogTest {

    private static final Logger LOG = Logger.getLogger(AuditLogTest.class);

    @Inject
    TenantDb db;

    private TenantId tenant;
    private String admin;

    @BeforeEach
    void oneTenant() {
        tenant = Rest.activeTenant(Callers.INTERNAL);
        admin = Callers.inTenant(Callers.INTERNAL, tenant, Role.TENANT_ADMIN);
    }

    @Test
    void everyChangeIsOneEntryInTheTenantsOwnLog() {
        String partner = Callers.partnerAdmin(Callers.INTERNAL);
        Rest.put(partner, "/v1/tenants/" + tenant + "/limits", "*", Map.of("max_rooms", 3));
        Rest.post(partner, "/v1/tenants/" + tenant + "/suspend", Map.of("reason", "unpaid"));
        Rest.post(partner, "/v1/tenants/" + tenant + "/suspend", Map.of("reason", "refused"));
        Rest.post(partner, "/v1/tenants/" + tenant + "/resume");

        Response log = Rest.get(admin, "/v1/audit-log");

        assertThat(log.<List<String>>path("data.action"))
                .containsExactly(
                        "tenant.resume", "tenant.suspend", "tenant.limits", "tenant.activate", "tenant.create");
        Map<String, Object> suspend = log.path("data[1]");
        assertThat(suspend)
                .containsEntry("actor_type", "user")
                .containsEntry("resource_type", "tenant")
                .containsEntry("resource_id", tenant.wire())
                .containsEntry("tenant_id", tenant.wire())
                .containsEntry("outcome", "success")
                .containsEntry("ip", "192.0.2.1")
                .containsKeys("request_id", "time", "user_agent", "hash", "position");
        assertThat(log.<String>path("data[1].changes.after.reason")).isEqualTo("unpaid");
        assertThat(Rest.get(admin, "/v1/audit-log?action=tenant.limits").<List<Integer>>path("data.position"))
                .hasSize(1);
        assertThat(verify().<Boolean>path("data.valid")).isTrue();
        assertThat(verify().<Integer>path("data.entries")).isEqualTo(5);
    }

    @Test
    void pagesFollowEachOther() {
        Response first = Rest.get(admin, "/v1/audit-log?limit=1");
        Response second = Rest.get(admin, "/v1/audit-log?limit=1&cursor=" + first.path("meta.next_cursor"));

        assertThat(first.<List<String>>path("data.action")).containsExactly("tenant.activate");
        assertThat(second.<List<String>>path("data.action")).containsExactly("tenant.create");
        assertThat(second.<Boolean>path("meta.has_more")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE tenant.audit_log SET entry = replace(entry::text, 'success', 'denied')::json WHERE position = 1 AND tenant_id = ?",
                "UPDATE tenant.audit_log SET hash = sha256(hash) WHERE position = 1 AND tenant_id = ?",
                "UPDATE tenant.audit_log SET occurred_at = occurred_at - interval '1 day' WHERE position = 2 AND tenant_id = ?",
                "DELETE FROM tenant.audit_log WHERE position = 1 AND tenant_id = ?",
                "DELETE FROM tenant.audit_log WHERE position = 2 AND tenant_id = ?",
                "UPDATE tenant.audit_log SET position = 3 - position + 10 WHERE tenant_id = ?",
                "UPDATE tenant.audit_heads SET position = 1 WHERE tenant_id = ?",
                "INSERT INTO tenant.audit_log (tenant_id, position, audit_id, occurred_at, entry, hash) SELECT tenant_id, 3, gen_random_uuid(), occurred_at, entry, hash FROM tenant.audit_log WHERE position = 2 AND tenant_id = ?; UPDATE tenant.audit_heads SET position = 3",
            })
    void whatIsTamperedWithIsFound(String tampering) {
        String statement = tampering.endsWith("SET position = 3")
                ? tampering + " WHERE tenant_id = '" + tenant.uuid() + "'"
                : tampering;

        Database.run(statement, tenant.uuid());

        Response found = verify();
        assertThat(found.<Boolean>path("data.valid")).isFalse();
        assertThat(found.<Integer>path("data.broken_at")).isPositive();
    }

    @Test
    void anotherServicesEntryIsTakenOnceHoweverOftenItComes() throws Exception {
        AuditEntry entry = entry("room.delete");
        byte[] message = new JsonObject()
                .put("specversion", "1.0")
                .put("data", entry.toJson())
                .encode()
                .getBytes(StandardCharsets.UTF_8);

        try (Platform platform = new Platform()) {
            JetStream stream = platform.connection().jetStream();
            for (int i = 0; i < 3; i++) {
                stream.publish(
                        "swp." + tenant + ".tenant.audit",
                        message,
                        PublishOptions.builder().messageId(entry.id() + "-" + i).build());
            }
            AuditEntry last = entry("room.last");
            stream.publish(
                    "swp." + tenant + ".tenant.audit",
                    new JsonObject().put("data", last.toJson()).encode().getBytes(StandardCharsets.UTF_8));
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(actions()).contains("room.last"));
        assertThat(actions().stream().filter("room.delete"::equals)).hasSize(1);
        assertThat(verify().<Boolean>path("data.valid")).isTrue();
    }

    @Test
    void whatIsNoEntryGoesToTheDeadLettersAndTheNextOneIsTaken() throws Exception {
        List<String> buried = new CopyOnWriteArrayList<>();
        try (Platform platform = new Platform()) {
            platform.connection()
                    .createDispatcher(message -> buried.add(message.getSubject()))
                    .subscribe("swp." + tenant + ".dlq.>");
            platform.connection().flush(Duration.ofSeconds(5));
            JetStream stream = platform.connection().jetStream();
            String subject = "swp." + tenant + ".tenant.audit";
            for (String garbage : List.of(
                    "not json",
                    "[]",
                    "{}",
                    "{\"data\":{\"@class\":\"javax.swing.JFrame\",\"id\":1}}",
                    "{\"data\":7}")) {
                stream.publish(subject, garbage.getBytes(StandardCharsets.UTF_8));
            }
            byte[] good = new JsonObject()
                    .put("data", entry("room.good").toJson())
                    .toBuffer()
                    .getBytes();
            stream.publish(subject, good);

            await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                assertThat(actions()).contains("room.good");
                assertThat(buried).hasSize(5);
            });
        }
        assertThat(buried).containsOnly("swp." + tenant + ".dlq.tenant.audit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit_log", "outbox"})
    void aChangeThatCannotBeRecordedIsNotMade(String record) {
        String partner = Callers.partnerAdmin(Callers.INTERNAL);
        Database.run("REVOKE INSERT ON tenant." + record + " FROM tenant_app");
        try {
            Rest.post(partner, "/v1/tenants/" + tenant + "/suspend", Map.of("reason", "x"));
        } finally {
            Database.run("GRANT INSERT ON tenant." + record + " TO tenant_app");
        }

        assertThat(Rest.get(partner, "/v1/tenants/" + tenant).<String>path("data.status"))
                .isEqualTo("active");
        assertThat(actions()).doesNotContain("tenant.suspend");
        assertThat(verify().<Boolean>path("data.valid")).isTrue();
    }

    @Test
    void manyWritersMakeOneChain() {
        int entries = 1_000;

        double perSecond = write(List.of(tenant), entries);

        LOG.infof("%d entries of 64 writers into one chain: %.0f/s", entries, perSecond);
        Response found = verify();
        assertThat(found.<Boolean>path("data.valid")).isTrue();
        assertThat(found.<Integer>path("data.entries")).isEqualTo(entries + 2);
    }

    @Test
    void chainsOfDifferentTenantsDoNotWaitForEachOther() {
        List<TenantId> tenants = Stream.generate(TenantId::random).limit(63).toList();
        List<TenantId> all = Stream.concat(tenants.stream(), Stream.of(tenant)).toList();
        int entries = 6_400;

        double perSecond = write(all, entries);

        LOG.infof("%d entries of 64 writers into 64 chains: %.0f/s", entries, perSecond);
        assertThat(verify().<Integer>path("data.entries")).isEqualTo(entries / 64 + 2);
    }

    /** Entries a second of 64 writers, who take the tenants in turn. */
    private double write(List<TenantId> tenants, int entries) {
        long began = System.nanoTime();
        Multi.createFrom()
                .range(0, entries)
                .onItem()
                .transformToUni(i -> append(tenants.get(i % tenants.size()), entry("test.write")))
                .merge(64)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(120));
        return entries * 1e9 / (System.nanoTime() - began);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE tenant.audit_log SET occurred_at = now()",
                "UPDATE tenant.audit_log SET entry = '{}'",
                "DELETE FROM tenant.audit_log",
                "TRUNCATE tenant.audit_log",
                "DELETE FROM tenant.platform_audit_log",
                "UPDATE tenant.partner_audit_log SET hash = ''",
            })
    void theServicesOwnRoleCannotRewriteIt(String statement) {
        assertThatThrownBy(() -> {
                    try (Connection app = Database.asApp();
                            Statement sql = app.createStatement()) {
                        sql.execute("SELECT set_config('app.tenant_id', '" + tenant.uuid() + "', false)");
                        sql.executeUpdate(statement);
                    }
                })
                .isInstanceOf(SQLException.class)
                .extracting(refused -> ((SQLException) refused).getSQLState())
                .isEqualTo("42501");
    }

    private Uni<Void> append(TenantId owner, AuditEntry entry) {
        return db.inTransaction(new PlatformContext("test"), tx -> tx.narrow(owner)
                .chain(() -> AuditChain.append(tx, new AuditLogOwner.OfTenant(owner), entry)));
    }

    private static AuditEntry entry(String action) {
        return new AuditEntry(
                AuditId.random(),
                OffsetDateTime.now(ZoneOffset.UTC),
                action,
                "usr_x",
                "user",
                null,
                "room",
                "room_x",
                new JsonObject()
                        .put(
                                "after",
                                new JsonObject().put("name", "ünï\u0000code").put("n", 1.0)),
                null,
                null,
                AuditEntry.SUCCESS,
                "request-1",
                1);
    }

    private List<String> actions() {
        return Rest.get(admin, "/v1/audit-log?limit=200").path("data.action");
    }

    private Response verify() {
        Response found = Rest.get(admin, "/v1/audit-log/verify");
        found.then().statusCode(200);
        return found;
    }
}
