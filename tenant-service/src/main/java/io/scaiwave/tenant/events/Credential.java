package io.scaiwave.tenant.events;

import io.scaiwave.tenancy.id.CredentialId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A subscriber's credential; its secret is known to the subscriber alone. */
record Credential(
        CredentialId id,
        String name,
        String userKey,
        boolean durable,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    static final String COLUMNS =
            "credential_id, name, user_key, durable, created_by, created_at, expires_at, revoked_at";

    static Credential map(Row row) {
        OffsetDateTime revoked = row.getOffsetDateTime("revoked_at");
        return new Credential(
                CredentialId.of(row.getUUID("credential_id")),
                row.getString("name"),
                row.getString("user_key"),
                row.getBoolean("durable"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }
}
