package io.scaiwave.room.events;

/** What text may be made of. */
public final class Text {

    private Text() {}

    /** No U+0000, which Postgres cannot keep, and no half surrogate pair, which UTF-8 cannot say. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Storable, and without control characters. */
    public static boolean isPrintable(String text) {
        return isStorable(text) && text.codePoints().noneMatch(Text::isControl);
    }

    /** Also the separators of lines and the marks that turn the direction of what follows. */
    private static boolean isControl(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
