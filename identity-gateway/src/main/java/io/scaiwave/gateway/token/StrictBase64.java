package io.scaiwave.gateway.token;

import java.util.Base64;

/**
 * Base64url as RFC 7515 writes it: no padding, no foreign characters, no stray bits in the last character. Lenient
 * decoders give one token many spellings, and a revocation or a cache entry speaks of one only.
 */
final class StrictBase64 {

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private StrictBase64() {}

    static byte[] decode(String text) {
        int rest = text.length() & 3;
        if (rest == 1 || text.indexOf('=') >= 0) {
            throw TokenRefused.because(TokenRefused.Reason.FORM);
        }
        try {
            byte[] bytes = DECODER.decode(text);
            if (rest != 0 && hasStrayBits(text.charAt(text.length() - 1), rest)) {
                throw TokenRefused.because(TokenRefused.Reason.FORM);
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw TokenRefused.because(TokenRefused.Reason.FORM);
        }
    }

    private static boolean hasStrayBits(char last, int rest) {
        int unused = rest == 2 ? 0b1111 : 0b11;
        return (value(last) & unused) != 0;
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : 63;
    }
}
