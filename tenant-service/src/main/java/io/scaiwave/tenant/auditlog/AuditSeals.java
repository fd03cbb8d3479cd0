package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.outbox.Outbox;
import io.scaiwave.tenancy.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes and keeps the seals: a row each, and a copy that leaves the database through the outbox. */
@ApplicationScoped
class AuditSeals {

    private static final PlatformContext SCOPE = new PlatformContext("audit seals");
    private static final String HEAD = "SELECT position, hash FROM %1$s WHERE %2$s = $1";
    private static final String LAST = "SELECT * FROM %1$s WHERE %2$s = $1 ORDER BY position DESC LIMIT 1";
    private static final String BETWEEN =
            "SELECT * FROM %1$s WHERE %2$s = $1 AND position > $2 AND position <= $3 ORDER BY position";
    private static final String KEEP = "INSERT INTO %1$s (%2$s, position, hash, sealed_at, signature)"
            + " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";

    private final TenantDb db;
    private final MasterKey key;
    private final Outbox outbox;
    private final Clock clock;

    AuditSeals(TenantDb db, MasterKey key, Outbox outbox, Clock clock) {
        this.db = db;
        this.key = key;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Seals what the log has new since its last seal.
     *
     * @param repeat sends the copy of the last seal once more when there is nothing new
     */
    Uni<Void> seal(AuditLogOwner owner, boolean repeat) {
        return db.inTransaction(SCOPE, tx -> narrowed(tx, owner)
                .chain(() -> tx.first(
                        sql(HEAD, owner, true), AuditSeals::head, owner.head().owner()))
                .flatMap(head -> head.isEmpty() ? Uni.createFrom().voidItem() : seal(tx, owner, head.get(), repeat)));
    }

    private Uni<Void> seal(Tx tx, AuditLogOwner owner, AuditLog.Head head, boolean repeat) {
        return last(tx, owner).flatMap(last -> {
            if (last.isPresent() && last.get().position() == head.position()) {
                return repeat ? send(tx, owner, last.get()) : Uni.createFrom().voidItem();
            }
            AuditSeal seal = AuditSeal.signed(key, owner, head, clock.instant().truncatedTo(ChronoUnit.MICROS));
            return keep(tx, owner, seal)
                    .flatMap(kept ->
                            kept > 0 ? send(tx, owner, seal) : Uni.createFrom().voidItem());
        });
    }

    private static Uni<Integer> keep(Tx tx, AuditLogOwner owner, AuditSeal seal) {
        return tx.update(
                sql(KEEP, owner, false),
                owner.seals().owner(),
                seal.position(),
                Buffer.buffer(seal.hash()),
                seal.sealedAt().atOffset(ZoneOffset.UTC),
                Buffer.buffer(seal.signature()));
    }

    private Uni<Void> send(Tx tx, AuditLogOwner owner, AuditSeal seal) {
        OutboxEvent event = OutboxEvent.of(
                owner.sealSubject(),
                "/audit-log",
                "swp.audit.sealed",
                Instant.now(clock).atOffset(ZoneOffset.UTC),
                seal.toJson());
        return owner instanceof AuditLogOwner.OfTenant(TenantId tenant)
                ? outbox.appendFor(tx, tenant, event)
                : outbox.append(tx, event);
    }

    private static Uni<Void> narrowed(Tx tx, AuditLogOwner owner) {
        return owner instanceof AuditLogOwner.OfTenant(TenantId tenant)
                ? tx.narrow(tenant)
                : Uni.createFrom().voidItem();
    }

    private static Uni<Optional<AuditSeal>> last(Tx tx, AuditLogOwner owner) {
        return tx.first(sql(LAST, owner, false), AuditSeal::of, owner.seals().owner());
    }

    Uni<Optional<AuditSeal>> last(Scope scope) {
        AuditLogOwner owner = AuditLogOwner.of(scope);
        return db.inTransaction(scope, tx -> last(tx, owner));
    }

    /** The seals of the positions after one and up to another. */
    Uni<List<AuditSeal>> between(Scope scope, long after, long upTo) {
        AuditLogOwner owner = AuditLogOwner.of(scope);
        return db.read(scope, sql(BETWEEN, owner, false), owner.seals().owner(), after, upTo)
                .map(rows -> {
                    List<AuditSeal> seals = new ArrayList<>();
                    rows.forEach(row -> seals.add(AuditSeal.of(row)));
                    return seals;
                });
    }

    boolean isGenuine(AuditSeal seal, Scope scope) {
        return seal.isGenuine(key, AuditLogOwner.of(scope));
    }

    private static AuditLog.Head head(Row row) {
        return new AuditLog.Head(row.getLong("position"), row.getBuffer("hash").getBytes());
    }

    private static String sql(String form, AuditLogOwner owner, boolean head) {
        return form.formatted(
                head ? owner.head().name() : owner.seals().name(), owner.seals().ownerColumn());
    }
}
