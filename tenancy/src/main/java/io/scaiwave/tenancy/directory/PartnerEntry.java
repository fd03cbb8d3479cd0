package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.id.PartnerId;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;

/**
 * What a service may need to know of a partner.
 *
 * @param status {@code active}, {@code suspended} or {@code deleted}
 */
public record PartnerEntry(PartnerId id, String status, long epoch, long version, OffsetDateTime updatedAt)
        implements DirectoryEntry {

    public static final String DELETED = "deleted";

    public boolean isActive() {
        return status.equals("active");
    }

    public boolean isDeleted() {
        return status.equals(DELETED);
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.wire())
                .put("status", status)
                .put("epoch", epoch)
                .put("version", version)
                .put("updated_at", updatedAt.toString());
    }

    /** Reads what {@link #toJson} wrote, skipping members it does not know; throws {@link IllegalArgumentException}. */
    public static PartnerEntry fromJson(JsonObject json) {
        try {
            return new PartnerEntry(
                    PartnerId.parse(json.getString("id")),
                    json.getString("status"),
                    json.getLong("epoch"),
                    json.getLong("version"),
                    OffsetDateTime.parse(json.getString("updated_at")));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a partner entry", e);
        }
    }
}
