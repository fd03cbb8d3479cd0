package io.scaiwave.gateway.edge;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request target in the one spelling that we accept, so that the gateway and every service read the same path.
 *
 * <p>No address of ours needs percent-encoding in its path, so none is accepted there: this leaves nothing to decode
 * twice, and no dot, slash, backslash, semicolon or NUL in disguise.
 *
 * @param path without the tenant prefix {@code /t/{slug}}
 * @param query with its question mark, or empty
 * @param tenant the tenant that the path prefix selects
 */
record CanonicalTarget(String path, String query, Optional<String> tenant) {

    private static final int MAX_PATH = 2_048;
    private static final Pattern OF_TENANT = Pattern.compile("/v1/tenants/(tnt_[0-9a-z]{26})(?:/.*)?");
    private static final String ALSO_ALLOWED = "-._~!$&'()*+,=:@";
    private static final boolean[] PATH_CHARS = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            PATH_CHARS[c] = Character.isLetterOrDigit(c) || ALSO_ALLOWED.indexOf(c) >= 0;
        }
    }

    /** The id of the one tenant that the path is about, if it says. */
    Optional<String> namedTenant() {
        Matcher matcher = OF_TENANT.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static CanonicalTarget parse(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark);
        if (path.length() > MAX_PATH || !isCanonical(path)) {
            throw refusal();
        }
        if (!query.isEmpty()) {
            checkQuery(query);
        }
        return withoutTenantPrefix(path, query);
    }

    private static boolean isCanonical(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            char c = i < path.length() ? path.charAt(i) : '/';
            if (c == '/') {
                if (!isSegment(path, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (c >= 128 || !PATH_CHARS[c]) {
                return false;
            }
        }
        return true;
    }

    /** The root is the only path that may end in a slash. */
    private static boolean isSegment(String path, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return path.length() == 1;
        }
        boolean dots = path.charAt(start) == '.' && (length == 1 || (length == 2 && path.charAt(start + 1) == '.'));
        return !dots;
    }

    private static void checkQuery(String query) {
        byte[] decoded = new byte[query.length()];
        int length = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '%') {
                int high = i + 2 < query.length() ? Character.digit(query.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(query.charAt(i + 2), 16);
                if (low < 0) {
                    throw refusal();
                }
                c = (char) (high << 4 | low);
                i += 2;
            } else if (c <= ' ' || c >= 127 || c == '#' || c == '\\') {
                throw refusal();
            }
            if (c < ' ' || c == 127) {
                throw refusal();
            }
            decoded[length++] = (byte) c;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded, 0, length));
        } catch (CharacterCodingException e) {
            throw refusal();
        }
    }

    private static CanonicalTarget withoutTenantPrefix(String path, String query) {
        if (!path.startsWith("/t/")) {
            return new CanonicalTarget(path, query, Optional.empty());
        }
        int end = path.indexOf('/', 3);
        if (end < 0) {
            throw ErrorCode.SW_NOT_FOUND.because("There is nothing at this address.");
        }
        return new CanonicalTarget(path.substring(end), query, Optional.of(path.substring(3, end)));
    }

    private static RefusedException refusal() {
        return ErrorCode.SW_VALIDATION.because(
                "The request target is not in canonical form: plain path segments without percent-encoding, dot segments,"
                        + " empty segments or a trailing slash, and a well-formed query.");
    }
}
