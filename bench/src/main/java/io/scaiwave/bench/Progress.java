package io.scaiwave.bench;

import java.util.Locale;

/** One line at a time on the error stream, so that the figures can be kept alone. */
final class Progress {

    private Progress() {}

    static void say(String words, Object... values) {
        System.err.printf(Locale.ROOT, "  · " + words + "%n", values);
    }
}
