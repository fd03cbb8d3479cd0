package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** T-21: locks of two owners are apart, and where their keys meet all the same, one waits and neither is admitted. */
class LaneLockTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Found by the server's own function, which has only 32 bits. */
    @Example
    void ownersWhoseTextsCollideUnderHashtextHaveLocksOfTheirOwn() throws SQLException {
        try (var admin = Backing.schema().admin();
                Statement search = admin.createStatement();
                ResultSet found = search.executeQuery("""
                        SELECT min(id), max(id) FROM (
                            SELECT md5(i::text)::uuid::text AS id FROM generate_series(1, 400000) i) ids
                        GROUP BY hashtext(id) HAVING count(*) > 1""")) {
            int pairs = 0;
            while (found.next()) {
                UUID one = UUID.fromString(found.getString(1));
                UUID other = UUID.fromString(found.getString(2));

                assertThat(lane("outbox", one).lockKey())
                        .isNotEqualTo(lane("outbox", other).lockKey());
                pairs++;
            }
            assertThat(pairs).as("pairs that collide").isPositive();
        }
    }

    @Property
    void theTableIsPartOfTheKey(@ForAll long high, @ForAll long low) {
        UUID owner = new UUID(high, low);
        Set<Long> keys = new HashSet<>();
        for (String table : List.of("outbox", "partner_outbox", "platform_outbox")) {
            keys.add(lane(table, owner).lockKey());
        }

        assertThat(keys).hasSize(3);
    }

    @Example
    void allBitsOfTheKeyAreUsed() {
        long set = 0;
        long unset = 0;
        for (int i = 0; i < 1_000; i++) {
            long key = lane("outbox", TenantId.random().uuid()).lockKey();
            set |= key;
            unset |= ~key;
        }

        assertThat(set).isEqualTo(-1L);
        assertThat(unset).isEqualTo(-1L);
    }

    /** Two tenants made so that they share one lock: their events take turns, and each stays its owner's. */
    @Example
    void aSharedLockDelaysAndMixesNothing() {
        TenantContext one = Scopes.tenant();
        TenantContext other = sharingTheLockOf(one);
        List<String> texts = IntStream.range(0, 60).mapToObj(Integer::toString).toList();
        try (Replica first = Replica.start();
                Replica second = Replica.start()) {
            first.publishTogether(one, texts);
            second.publishTogether(other, texts);

            for (TenantContext tenant : List.of(one, other)) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(published(tenant)).isEqualTo(texts));
            }
        }
    }

    @Example
    void whoMeetsAHeldLockIsPassedOverAndComesLater() throws SQLException {
        TenantContext tenant = Scopes.tenant();
        Lane lane = new Lane(
                Optional.empty(), "outbox", "tenant_id", tenant.tenantId().uuid());
        try (Replica replica = Replica.start();
                var holder = Backing.schema().admin();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + lane.lockKey() + ")");
            replica.publish(tenant, "late");

            OutboxStore.Turn turn = replica.store
                    .onLane(lane, 10, rows -> Uni.createFrom().failure(new IllegalStateException("admitted")))
                    .await()
                    .atMost(SOON);

            assertThat(turn.mine()).isFalse();
            assertThat(published(tenant)).isEmpty();
            lock.execute("SELECT pg_advisory_unlock(" + lane.lockKey() + ")");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(published(tenant)).containsExactly("late"));
        }
    }

    private static List<String> published(TenantContext tenant) {
        return StreamReader.texts("TENANT_EVENTS", Replica.event(tenant, "").subject());
    }

    private static TenantContext sharingTheLockOf(TenantContext tenant) {
        UUID id = tenant.tenantId().uuid();
        long high = id.getMostSignificantBits() + 0x10000;
        long low = id.getLeastSignificantBits()
                ^ id.getMostSignificantBits() * 0x9E3779B97F4A7C15L
                ^ high * 0x9E3779B97F4A7C15L;
        TenantContext other = Scopes.tenant(TenantId.of(new UUID(high, low)), tenant.partnerId());

        assertThat(lane("outbox", other.tenantId().uuid()).lockKey())
                .isEqualTo(lane("outbox", id).lockKey());
        return other;
    }

    private static Lane lane(String table, UUID owner) {
        return new Lane(
                Optional.empty(), table, OwnedTable.of(Scopes.PLATFORM, table).ownerColumn(), owner);
    }
}
