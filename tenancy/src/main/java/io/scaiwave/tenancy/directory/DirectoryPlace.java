package io.scaiwave.tenancy.directory;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Behind which entry a page of the directory begins. */
public record DirectoryPlace(OffsetDateTime after, UUID afterId) {

    /** The member of a page's {@code meta} with the place of the next page; absent on the last. */
    public static final String NEXT = "next";

    public static DirectoryPlace of(DirectoryEntry entry) {
        return new DirectoryPlace(entry.updatedAt(), entry.id().uuid());
    }

    static DirectoryPlace since(OffsetDateTime time) {
        return new DirectoryPlace(time, new UUID(0, 0));
    }

    /** With the time in full: two entries may have changed within a millisecond. */
    public JsonObject toJson() {
        return new JsonObject().put("updated_after", after.toString()).put("after_id", afterId.toString());
    }

    static DirectoryPlace fromJson(JsonObject json) {
        return new DirectoryPlace(
                OffsetDateTime.parse(json.getString("updated_after")), UUID.fromString(json.getString("after_id")));
    }

    String query() {
        return "updated_after=" + URLEncoder.encode(after.toString(), StandardCharsets.UTF_8) + "&after_id=" + afterId;
    }
}
