package io.scaiwave.room.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** The messages of one tenant that wait for their turn, in the order in which they came. */
final class SendQueue {

    /** More than this and the tenant is told to come back: its senders would be gone before their turn. */
    static final int MOST_WAITING = 2_048;

    private static final int MOST_TOGETHER = 64;
    private static final int MOST_TEXT = 512 * 1024;

    /** Who is first in a new queue sets it going. */
    enum Place {
        FIRST,
        BEHIND,
        NONE
    }

    private final Queue<Sender> waiting = new ArrayDeque<>();
    private boolean served;

    synchronized Place join(Sender sender) {
        if (waiting.size() >= MOST_WAITING) {
            return Place.NONE;
        }
        waiting.add(sender);
        Place place = served ? Place.BEHIND : Place.FIRST;
        served = true;
        return place;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * As many as go together: of one state of the tenant, bounded in number and size, and no message beside its own
     * repeat, which must find the first one stored.
     */
    synchronized List<Sender> next() {
        List<Sender> batch = new ArrayList<>();
        Set<Object> identities = new HashSet<>();
        int text = 0;
        while (!waiting.isEmpty() && batch.size() < MOST_TOGETHER) {
            Sender sender = waiting.element();
            if (sender.hasLeft()) {
                waiting.remove();
                continue;
            }
            int more = sender.message().draft().content().json().length();
            Object identity = sender.identity();
            boolean fits = batch.isEmpty()
                    || (text + more <= MOST_TEXT
                            && sender.tenant().equals(batch.getFirst().tenant()));
            if (!fits || (identity != null && !identities.add(identity))) {
                break;
            }
            text += more;
            batch.add(waiting.remove());
        }
        return batch;
    }
}
