package io.scaiwave.gateway.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A merge patch of a user's own profile: an absent member stays, null removes. */
record ProfilePatch(ObjectNode members) {

    private static final Set<String> KNOWN = Set.of("display_name", "locale", "time_zone");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LOCALE = 35;

    /** Its form, for the API's description. */
    @Schema(name = "ProfilePatch")
    record Described(
            @Schema(maxLength = LONGEST_NAME) @Nullable String displayName,

            @Schema(description = "A BCP 47 language tag", maxLength = LONGEST_LOCALE) @Nullable
            String locale,

            @Schema(description = "A name of the IANA time zone database") @Nullable
            String timeZone) {}

    static ProfilePatch of(@Nullable ObjectNode body) {
        if (body == null) {
            throw RefusedException.invalid("body", "is required");
        }
        body.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw RefusedException.invalid(field, "is not a field of this request");
            }
        });
        return new ProfilePatch(body);
    }

    User.Profile applyTo(User.Profile profile) {
        return new User.Profile(
                members.has("display_name") ? displayName(text("display_name")) : profile.displayName(),
                members.has("locale") ? locale(text("locale")) : profile.locale(),
                members.has("time_zone") ? timeZone(text("time_zone")) : profile.timeZone());
    }

    private @Nullable String text(String field) {
        JsonNode value = members.get(field);
        if (!value.isTextual() && !value.isNull()) {
            throw RefusedException.invalid(field, "must be text or null");
        }
        return value.textValue();
    }

    private static @Nullable String displayName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        if (name.isBlank()) {
            throw RefusedException.invalid("display_name", "must not be blank");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw RefusedException.invalid("display_name", "must have at most " + LONGEST_NAME + " characters");
        }
        if (!name.codePoints().allMatch(ProfilePatch::isShown)) {
            throw RefusedException.invalid("display_name", "must not have control characters");
        }
        return name;
    }

    /** No control characters, and nothing that turns the direction of what stands beside the name. */
    private static boolean isShown(int character) {
        boolean turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        return !turns
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    private static @Nullable String locale(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        try {
            String canonical = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            if (!tag.isEmpty() && canonical.length() <= LONGEST_LOCALE) {
                return canonical;
            }
        } catch (IllformedLocaleException e) {
            // Told below, in the caller's own terms.
        }
        throw RefusedException.invalid("locale", "must be a language tag such as 'de' or 'pt-BR'");
    }

    private static @Nullable String timeZone(@Nullable String name) {
        if (name == null || ZoneId.getAvailableZoneIds().contains(name)) {
            return name;
        }
        throw RefusedException.invalid("time_zone", "must be a time zone such as 'Europe/Berlin'");
    }
}
