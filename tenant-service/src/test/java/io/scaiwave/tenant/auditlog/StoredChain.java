package io.scaiwave.tenant.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A tenant's chain as whoever owns the database may read and rewrite it: entries, head, seals. */
record StoredChain(List<Link> links, long headPosition, byte[] headHash, List<Seal> seals) {

    record Link(UUID id, OffsetDateTime at, String entry, byte[] hash) {

        Link entry(String other) {
            return new Link(id, at, other, hash);
        }

        Link hash(byte[] other) {
            return new Link(id, at, entry, other);
        }
    }

    record Seal(long position, byte[] hash, OffsetDateTime at, byte[] signature) {}

    /** The head as the entries would have it. */
    static StoredChain of(List<Link> links, List<Seal> seals) {
        byte[] last = links.isEmpty()
                ? AuditChain.BEGINNING.getBytes()
                : links.getLast().hash();
        return new StoredChain(List.copyOf(links), links.size(), last, seals);
    }

    /** Hashed again from a place on, as someone who knows how would do it. */
    StoredChain hashedFrom(int index) {
        List<Link> fitting = new ArrayList<>(links.subList(0, index));
        byte[] before = index == 0
                ? AuditChain.BEGINNING.getBytes()
                : links.get(index - 1).hash();
        for (Link link : links.subList(index, links.size())) {
            before = sha256(before, link.entry());
            fitting.add(link.hash(before));
        }
        return of(fitting, seals);
    }

    StoredChain seals(List<Seal> others) {
        return new StoredChain(links, headPosition, headHash, others);
    }

    private static byte[] sha256(byte[] before, String entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(entry.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static StoredChain read(TenantId tenant) throws SQLException {
        List<Link> links = new ArrayList<>();
        List<Seal> seals = new ArrayList<>();
        try (Connection database = Database.asSuperuser()) {
            try (ResultSet row = select(
                    database,
                    "SELECT audit_id, occurred_at, entry::text, hash FROM tenant.audit_log WHERE tenant_id = ? ORDER BY position",
                    tenant)) {
                while (row.next()) {
                    links.add(new Link(
                            row.getObject(1, UUID.class),
                            row.getObject(2, OffsetDateTime.class),
                            row.getString(3),
                            row.getBytes(4)));
                }
            }
            try (ResultSet row = select(
                    database,
                    "SELECT position, hash, sealed_at, signature FROM tenant.audit_seals WHERE tenant_id = ? ORDER BY position",
                    tenant)) {
                while (row.next()) {
                    seals.add(new Seal(
                            row.getLong(1), row.getBytes(2), row.getObject(3, OffsetDateTime.class), row.getBytes(4)));
                }
            }
        }
        StoredChain read = of(links, List.copyOf(seals));
        assertThat(read.links()).isNotEmpty();
        return read;
    }

    private static ResultSet select(Connection database, String sql, TenantId tenant) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        statement.closeOnCompletion();
        statement.setObject(1, tenant.uuid());
        return statement.executeQuery();
    }

    /** In place of what is there. */
    void write(TenantId tenant) throws SQLException {
        try (Connection database = Database.asSuperuser()) {
            database.setAutoCommit(false);
            for (String table : List.of("audit_log", "audit_seals")) {
                update(database, "DELETE FROM tenant." + table + " WHERE tenant_id = ?", tenant.uuid());
            }
            for (int i = 0; i < links.size(); i++) {
                Link link = links.get(i);
                update(
                        database,
                        "INSERT INTO tenant.audit_log (tenant_id, position, audit_id, occurred_at, entry, hash)"
                                + " VALUES (?, ?, ?, ?, ?::json, ?)",
                        tenant.uuid(),
                        i + 1L,
                        link.id(),
                        link.at(),
                        link.entry(),
                        link.hash());
            }
            for (Seal seal : seals) {
                update(
                        database,
                        "INSERT INTO tenant.audit_seals (tenant_id, position, hash, sealed_at, signature)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        tenant.uuid(),
                        seal.position(),
                        seal.hash(),
                        seal.at(),
                        seal.signature());
            }
            update(
                    database,
                    "UPDATE tenant.audit_heads SET position = ?, hash = ? WHERE tenant_id = ?",
                    headPosition,
                    headHash,
                    tenant.uuid());
            database.commit();
        }
    }

    private static void update(Connection database, String sql, Object... args) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < args.length; i++) {
                statement.setObject(i + 1, args[i]);
            }
            statement.executeUpdate();
        }
    }
}
