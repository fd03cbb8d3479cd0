package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.OwnedTable;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A signed word on where a chain stood: that position had that hash then. */
record AuditSeal(long position, byte[] hash, Instant sealedAt, byte[] signature) {

    static AuditSeal of(Row row) {
        return new AuditSeal(
                row.getLong("position"),
                row.getBuffer("hash").getBytes(),
                row.getOffsetDateTime("sealed_at").toInstant(),
                row.getBuffer("signature").getBytes());
    }

    static AuditSeal signed(MasterKey key, AuditLogOwner owner, AuditLog.Head head, Instant now) {
        return new AuditSeal(
                head.position(), head.hash(), now, key.sign(message(owner, head.position(), head.hash(), now)));
    }

    boolean isGenuine(MasterKey key, AuditLogOwner owner) {
        return key.verify(message(owner, position, hash, sealedAt), signature);
    }

    /** Names the owner, so that no seal can be passed off as another log's. */
    private static byte[] message(AuditLogOwner owner, long position, byte[] hash, Instant sealedAt) {
        OwnedTable table = owner.seals();
        return String.join(
                        "\n",
                        "audit seal",
                        table.name(),
                        table.owner().toString(),
                        Long.toString(position),
                        HexFormat.of().formatHex(hash),
                        sealedAt.toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("position", position)
                .put("hash", HexFormat.of().formatHex(hash))
                .put("sealed_at", sealedAt.toString())
                .put("signature", Base64.getEncoder().encodeToString(signature));
    }

    /** Empty if it is nothing that {@link #toJson} wrote. */
    static Optional<AuditSeal> fromJson(JsonObject json) {
        try {
            return Optional.of(new AuditSeal(
                    json.getLong("position"),
                    HexFormat.of().parseHex(json.getString("hash")),
                    Instant.parse(json.getString("sealed_at")),
                    Base64.getDecoder().decode(json.getString("signature"))));
        } catch (NullPointerException | ClassCastException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
