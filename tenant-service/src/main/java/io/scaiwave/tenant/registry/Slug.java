package io.scaiwave.tenant.registry;

import com.fasterxml.jackson.annotation.JsonValue;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.regex.Pattern;

/** A tenant's public name: part of its host name, so letters that fool the eye are refused with the reserved words. */
public record Slug(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    /** Strict: nothing is lower-cased or trimmed for the caller. */
    public static Slug parse(String text) {
        return parse("slug", text);
    }

    public static Slug parse(String field, String text) {
        if (!FORM.matcher(text).matches()) {
            throw RefusedException.invalid(
                    field, "3 to 63 characters of a-z, 0-9 and hyphen, with a letter or digit at both ends");
        }
        if (text.startsWith("xn--")) {
            throw RefusedException.invalid(field, "may not begin with xn--");
        }
        if (ReservedWords.resembles(text)) {
            throw RefusedException.invalid(field, "is reserved, or looks like a reserved word");
        }
        return new Slug(text);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return value;
    }
}
