package io.scaiwave.tenancy.web;

/** Text that a database takes and that every reader down the line can print. */
final class StorableText {

    private StorableText() {}

    /** False with U+0000, which no column takes, or half a surrogate pair, which UTF-8 cannot carry. */
    static boolean isStorable(char[] text, int from, int length) {
        int end = from + length;
        for (int at = from; at < end; at++) {
            char character = text[at];
            if (character == 0 || Character.isLowSurrogate(character)) {
                return false;
            }
            if (Character.isHighSurrogate(character)) {
                at++;
                if (at == end || !Character.isLowSurrogate(text[at])) {
                    return false;
                }
            }
        }
        return true;
    }
}
