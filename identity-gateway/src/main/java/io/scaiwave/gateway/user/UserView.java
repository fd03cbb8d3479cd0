package io.scaiwave.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A user as it is shown; what it has not is null, never left out. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UserView(
        String id,
        String kind,
        String subject,
        @Nullable String displayName,
        @Nullable String email,
        @Nullable String locale,
        @Nullable String timeZone,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt) {

    static UserView of(User user) {
        return new UserView(
                user.id().wire(),
                user.kind(),
                user.subject(),
                user.profile().displayName(),
                user.email(),
                user.profile().locale(),
                user.profile().timeZone(),
                user.stamp().createdAt().withOffsetSameInstant(ZoneOffset.UTC),
                user.stamp().updatedAt().withOffsetSameInstant(ZoneOffset.UTC));
    }
}
