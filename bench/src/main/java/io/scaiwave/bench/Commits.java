package io.scaiwave.bench;

import static java.util.Objects.requireNonNull;

import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** When the events of a tenant were stored, by the database's own word. */
final class Commits implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Clock CLOCK = Clock.systemUTC();

    private final Connection admin;
    private final UUID tenant;

    private Commits(Connection admin, UUID tenant) {
        this.admin = admin;
        this.tenant = tenant;
    }

    static Commits of(Installation installation, String tenant) throws SQLException {
        return new Commits(
                DriverManager.getConnection(installation.jdbcAdmin()),
                TenantId.parse(tenant).uuid());
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, CLOCK.instant());
    }

    /** Waits until all of them were heard, and tells how long each took. */
    Latencies until(Map<String, Long> heard, Set<String> ids) throws SQLException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!heard.keySet().containsAll(ids)) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("Not every accepted event was heard");
            }
            LockSupport.parkNanos(1_000_000);
        }
        Map<String, Long> stored = stored();
        return new Latencies(ids.stream()
                .mapToLong(id -> (requireNonNull(heard.get(id)) - requireNonNull(stored.get(id))) * 1_000)
                .toArray());
    }

    private Map<String, Long> stored() throws SQLException {
        Map<String, Long> stored = new HashMap<>();
        try (PreparedStatement select =
                admin.prepareStatement("SELECT id, (extract(epoch FROM created_at) * 1000000)::bigint"
                        + " FROM room.outbox WHERE tenant_id = ? AND created_at > now() - interval '2 minutes'")) {
            select.setObject(1, tenant);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.put(EventId.of(rows.getObject(1, UUID.class)).wire(), rows.getLong(2));
                }
            }
        }
        return stored;
    }

    @Override
    public void close() throws SQLException {
        admin.close();
    }
}
