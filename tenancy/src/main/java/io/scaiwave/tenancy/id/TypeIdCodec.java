package io.scaiwave.tenancy.id;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The TypeID text form: a lower-case prefix, an underscore, and the 128 bits of the UUID as 26 characters of
 * Crockford's base32 in lower case. Parsing is strict: one spelling per id.
 *
 * @see <a href="https://github.com/jetify-com/typeid/tree/main/spec">the TypeID specification, version 0.3</a>
 */
final class TypeIdCodec {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int SUFFIX_LENGTH = 26;
    private static final byte[] VALUES = values();

    private TypeIdCodec() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = (byte) i;
        }
        return values;
    }

    static String format(String prefix, UUID uuid) {
        char[] text = new char[prefix.length() + 1 + SUFFIX_LENGTH];
        prefix.getChars(0, prefix.length(), text, 0);
        text[prefix.length()] = '_';
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        for (int i = text.length - 1; i > prefix.length(); i--) {
            text[i] = ALPHABET[(int) (low & 31)];
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }

    static <T> T parse(String prefix, @Nullable String text, Function<UUID, T> make) {
        UUID uuid = text == null ? null : decode(prefix, text);
        if (uuid == null) {
            throw refusal(prefix, text);
        }
        return make.apply(uuid);
    }

    private static @Nullable UUID decode(String prefix, String text) {
        int start = prefix.length() + 1;
        if (text.length() != start + SUFFIX_LENGTH || !text.startsWith(prefix) || text.charAt(start - 1) != '_') {
            return null;
        }
        // 26 × 5 = 130 bits: the first character may carry only three.
        if (text.charAt(start) > '7') {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) {
                return null;
            }
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | value;
        }
        return new UUID(high, low);
    }

    private static RefusedException refusal(String prefix, @Nullable String text) {
        String kind = text == null ? null : foreignKind(prefix, text);
        return ErrorCode.SW_ID_INVALID.because(
                kind == null
                        ? "This is not a valid id: expected '" + prefix + "_' and 26 characters of base32."
                        : "This is an id of kind '" + kind + "_': expected one of kind '" + prefix + "_'.");
    }

    /** Names the kind only of ids that are well formed, so that no caller's text is echoed. */
    private static @Nullable String foreignKind(String prefix, String text) {
        int underscore = text.indexOf('_');
        if (underscore < 2 || underscore > 8) {
            return null;
        }
        String other = text.substring(0, underscore);
        boolean letters = other.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return letters && !other.equals(prefix) && decode(other, text) != null ? other : null;
    }
}
