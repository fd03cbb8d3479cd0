package io.scaiwave.tenant.directory;

import io.scaiwave.tenancy.directory.DirectoryEntry;
import io.scaiwave.tenancy.directory.DirectoryPlace;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A page while it is filled, a few rows at a time: entries may be large, here and where they are read. */
final class DirectoryPage {

    static final int AT_ONCE = 32;
    static final int LARGEST = 2 << 20;

    private final int most;
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private DirectoryPlace last;
    private long characters;
    private boolean complete;

    DirectoryPage(DirectoryPlace start, int most) {
        this.last = start;
        this.most = most;
    }

    /** True if rows are wanted from {@link #last()} on. */
    <R> boolean take(Iterable<R> rows, Function<R, ? extends DirectoryEntry> parse) {
        int seen = 0;
        for (R row : rows) {
            if (isFull()) {
                return false;
            }
            DirectoryEntry entry = parse.apply(row);
            JsonObject json = entry.toJson();
            entries.add(json.getMap());
            characters += json.encode().length();
            last = DirectoryPlace.of(entry);
            seen++;
        }
        complete = seen < AT_ONCE;
        return !complete && !isFull();
    }

    private boolean isFull() {
        return entries.size() >= most || characters >= LARGEST;
    }

    DirectoryPlace last() {
        return last;
    }

    List<Map<String, Object>> entries() {
        return entries;
    }

    /** Where the next page begins, unless this is known to be the last. */
    Map<String, Object> meta() {
        return complete ? Map.of() : Map.of(DirectoryPlace.NEXT, last.toJson().getMap());
    }
}
