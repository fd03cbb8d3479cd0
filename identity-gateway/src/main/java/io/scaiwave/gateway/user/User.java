package io.scaiwave.gateway.user;

import io.scaiwave.tenancy.id.UserId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A row of a tenant's users. */
record User(
        UserId id,
        String kind,
        String subject,
        Profile profile,
        @Nullable String email,
        Stamp stamp) {

    static final String COLUMNS =
            "id, kind, subject, display_name, email, locale, time_zone, version, created_at, updated_at";

    /** What users may change themselves. */
    record Profile(
            @Nullable String displayName,
            @Nullable String locale,
            @Nullable String timeZone) {

        JsonObject toJson() {
            return new JsonObject()
                    .put("display_name", displayName)
                    .put("locale", locale)
                    .put("time_zone", timeZone);
        }
    }

    /** Version and times. */
    record Stamp(long version, OffsetDateTime createdAt, OffsetDateTime updatedAt) {}

    static User of(Row row) {
        return new User(
                UserId.of(row.getUUID("id")),
                row.getString("kind"),
                row.getString("subject"),
                new Profile(row.getString("display_name"), row.getString("locale"), row.getString("time_zone")),
                row.getString("email"),
                new Stamp(
                        row.getLong("version"),
                        row.getOffsetDateTime("created_at"),
                        row.getOffsetDateTime("updated_at")));
    }

    User with(Profile changed, OffsetDateTime time) {
        return new User(id, kind, subject, changed, email, new Stamp(stamp.version() + 1, stamp.createdAt(), time));
    }
}
