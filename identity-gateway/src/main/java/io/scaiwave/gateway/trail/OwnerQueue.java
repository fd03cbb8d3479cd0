package io.scaiwave.gateway.trail;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The entries of one log on their way: a few at once, so that no log takes the database from the others. */
final class OwnerQueue {

    private static final int AT_ONCE = 2;
    private static final int MAX_WAITING = 1_000;

    private final Scope scope;
    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private @Nullable AuditEntry beyond;
    private int underWay;

    OwnerQueue(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** What finds no room is counted in one entry that is written behind the others. */
    synchronized void add(AuditEntry entry) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(entry);
        } else {
            beyond = beyond == null
                    ? MergedEntries.ofMany(entry).times(entry.count())
                    : beyond.times(beyond.count() + entry.count());
        }
    }

    /** The next one to be written now, if any. */
    synchronized @Nullable AuditEntry next() {
        if (underWay == AT_ONCE) {
            return null;
        }
        AuditEntry next = waiting.poll();
        if (next == null) {
            next = beyond;
            beyond = null;
        }
        if (next != null) {
            underWay++;
        }
        return next;
    }

    synchronized void done() {
        underWay--;
    }

    synchronized boolean isEmpty() {
        return underWay == 0 && waiting.isEmpty() && beyond == null;
    }
}
