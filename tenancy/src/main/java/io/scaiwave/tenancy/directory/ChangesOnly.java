package io.scaiwave.tenancy.directory;

import java.util.HashSet;
import java.util.Set;

/** Lets through what is new: what a poll finds again and again is said once. Forgets all when it has too much to remember. */
final class ChangesOnly {

    private static final int MOST = 1_000;

    private final Set<String> said = new HashSet<>();

    synchronized boolean isNews(String message) {
        if (said.size() >= MOST) {
            said.clear();
        }
        return said.add(message);
    }

    /** For what is over: its next time is news again. */
    synchronized void clear() {
        said.clear();
    }
}
