package io.scaiwave.tenant.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.AuditId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * whoever owns the database may rewrite it, and the log says so. {@code -Dscaiwave.tampers} makes it longer,
 * {@code -Dscaiwave.seed} repeats one.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TamperedLogTest {

    private static final Logger LOG = Logger.getLogger(TamperedLogTest.class);
    private static final int TAMPERS = Integer.getInteger("scaiwave.tampers", 98);
    private static final long SEED = Long.getLong("scaiwave.seed", System.nanoTime());
    private static final int ENTRIES = 24;
    private static final int SEALED = 16;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    TenantDb db;

    @Inject
    AuditSeals seals;

    @Inject
    Sealing sealing;

    private final TenantId tenant = TenantId.random();
    private final AuditLogOwner owner = new AuditLogOwner.OfTenant(tenant);
    private final String admin = Callers.inTenant(Callers.INTERNAL, tenant, Role.TENANT_ADMIN);

    @Test
    void everyTamperingIsFound() throws SQLException {
        Random dice = new Random(SEED);
        StoredChain untouched = sealedChain();
        List<String> missed = new ArrayList<>();

        for (int i = 0; i < TAMPERS; i++) {
            Tampering kind = Tampering.values()[i % Tampering.values().length];
            kind.done(untouched, dice).write(tenant);
            Response found = verify();
            if (found.<Boolean>path("data.valid") || found.<Integer>path("data.broken_at") < 1) {
                missed.add(i + " " + kind);
            }
        }

        LOG.infof("audit: seed %d, %d tampers, %d missed", SEED, TAMPERS, missed.size());
        assertThat(missed).as("seed %d", SEED).isEmpty();
        untouched.write(tenant);
        assertThat(verify().<Boolean>path("data.valid")).isTrue();
    }

    /** Half of the chain, a seal, the other half, a seal, and the last seal's copy has left the database. */
    private StoredChain sealedChain() throws SQLException {
        append(SEALED);
        seal();
        append(ENTRIES - SEALED);
        seal();
        await().atMost(SOON).untilAsserted(() -> assertThat(Database.read(
                        "SELECT id::text FROM tenant.outbox WHERE tenant_id = ? AND sent_at IS NULL", tenant.uuid()))
                .isEmpty());
        Response whole = verify();
        assertThat(whole.<Boolean>path("data.valid")).isTrue();
        assertThat(whole.<Integer>path("data.sealed_until")).isEqualTo(ENTRIES);
        assertThat(whole.<Boolean>path("data.compared_elsewhere")).isTrue();
        return StoredChain.read(tenant);
    }

    @Test
    void anotherLogsSealIsNotGenuineHere() throws SQLException {
        append(3);
        seal();
        TenantId other = TenantId.random();
        String itsAdmin = Callers.inTenant(Callers.INTERNAL, other, Role.TENANT_ADMIN);

        StoredChain copied = StoredChain.read(tenant);
        Database.run("INSERT INTO tenant.audit_heads VALUES (?, 0, '')", other.uuid());
        copied.write(other);

        assertThat(Rest.get(itsAdmin, "/v1/audit-log/verify").<String>path("data.reason"))
                .isEqualTo("a seal is not genuine");
    }

    @Test
    void aSealIsMadeForWhatIsNewAndOnce() throws SQLException {
        append(2);
        seal();
        seal();
        List<StoredChain.Seal> first = StoredChain.read(tenant).seals();
        append(1);
        seal();

        assertThat(first).hasSize(1);
        assertThat(StoredChain.read(tenant).seals())
                .extracting(StoredChain.Seal::position)
                .containsExactly(2L, 3L);
    }

    @Test
    void everyLogIsSealedInItsTurn() {
        TenantId real = Rest.activeTenant(Callers.INTERNAL);
        Scope partner = new PartnerContext(Rest.partner());

        sealing.all(false).await().atMost(Duration.ofSeconds(60));

        assertThat(Database.read("SELECT position FROM tenant.audit_seals WHERE tenant_id = ?", real.uuid()))
                .isNotEmpty();
        assertThat(seals.last(partner).await().atMost(SOON)).isPresent();
    }

    private void seal() {
        seals.seal(owner, false).await().atMost(SOON);
    }

    private void append(int count) {
        Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUniAndConcatenate(i -> append())
                .collect()
                .last()
                .await()
                .atMost(SOON);
    }

    private Uni<Void> append() {
        return db.inTransaction(new PlatformContext("test"), tx -> tx.narrow(tenant)
                .chain(() -> AuditChain.append(
                        tx,
                        owner,
                        new AuditEntry(
                                AuditId.random(),
                                OffsetDateTime.now(ZoneOffset.UTC),
                                "test.write",
                                "usr_x",
                                "user",
                                null,
                                "room",
                                "room_x",
                                null,
                                null,
                                null,
                                AuditEntry.SUCCESS,
                                "request-1",
                                1))));
    }

    private Response verify() {
        Response found = Rest.get(admin, "/v1/audit-log/verify");
        found.then().statusCode(200);
        return found;
    }
}
